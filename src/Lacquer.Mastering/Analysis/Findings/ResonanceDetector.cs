using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>resonance</c>: a narrow band that rings through most of the track.</summary>
internal sealed class ResonanceDetector : IFindingDetector
{
    /// <summary>Above the surroundings, in soft moments and in loud ones, in dB: three in a hundred clean excerpts reach it (measured).</summary>
    private const double LeastDb = 8;

    /// <summary>Above the surroundings of the same moment, in four of five, in dB (measured).</summary>
    private const double LeastUsualDb = 5;

    /// <summary>Power over that of either side, 3 dB.</summary>
    private const double LeastRatio = 2;

    /// <summary>Largest ratio of the two sides: 25 dB over five sixths of an octave is a filter's edge.</summary>
    private const double MostSlope = 316;

    /// <summary>Of several only the strongest are named: more are the sound of an instrument.</summary>
    private const int Most = 3;

    /// <summary>Shorter clips hold a few notes, which ring as well, in seconds.</summary>
    private const double LeastSeconds = 15;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters) =>
        analysis.DurationSeconds < LeastSeconds
            ? []
            : meters.Tone.Rings.Find(LeastDb, LeastUsualDb).Where(ring => StandsOnBothSides(ring.Hz, meters.Tone)).Take(Most).Select(ring => Of(ring.Hz, ring.Db, analysis.DurationSeconds));

    /// <summary>What stands out beside an edge of the spectrum has nothing on one side only.</summary>
    private static bool StandsOnBothSides(double hz, ToneMeter tone)
    {
        double own = Density(tone, hz * Math.Pow(2, -1 / 24.0), hz * Math.Pow(2, 1 / 24.0));
        double below = Density(tone, hz * Math.Pow(2, -5 / 12.0), hz * Math.Pow(2, -2 / 12.0));
        double above = Density(tone, hz * Math.Pow(2, 2 / 12.0), hz * Math.Pow(2, 5 / 12.0));
        return own > LeastRatio * Math.Max(below, above) && Math.Min(below, above) * MostSlope > Math.Max(below, above);
    }

    private static double Density(ToneMeter tone, double fromHz, double toHz)
    {
        ReadOnlySpan<double> power = tone.BinPower;
        (int from, int to) = ((int)(fromHz / tone.BinHz), Math.Min(power.Length - 1, (int)Math.Ceiling(toHz / tone.BinHz)));
        double sum = 0;
        for (int k = from; k <= to; k++)
        {
            sum += power[k];
        }

        return sum / Math.Max(1, to - from + 1);
    }

    private static Finding Of(double hz, double db, double durationSeconds) => new()
    {
        Code = "resonance",
        Severity = FindingSeverity.Info,
        StartSeconds = 0,
        EndSeconds = durationSeconds,
        Measured = db,
        Expected = LeastDb,
        Unit = "dB",
        FixIn = FixIn.Mix,
        Message = $"{Frequency.Words(hz)} stands {db:0} dB above its surroundings, in soft moments and in loud ones: it rings.",
        Advice = $"Solo the tracks to find where it rings (a room, a drum shell, a synth filter) and cut {Math.Clamp(Math.Round(0.6 * db), 3, 8):0} dB " +
                 $"at {Frequency.Words(hz)} there with a narrow bell (Q 8 to 12). If it is the sound of an instrument that you want, leave it.",
    };
}
