using Lacquer.Dsp.Spectral;
using Lacquer.Dsp.Stereo;

namespace Lacquer.Mastering.Decision.References;

/// <summary>Draws the width of the three ranges towards that of a reference.</summary>
internal static class ReferenceWidth
{
    private const double AudibleDb = 0.3;     // smaller differences are not worth a move. Chosen
    private const double NearlyMonoDb = -30;  // so little side holds noise and leakage rather than an image

    private static readonly (double LowHz, double HighHz)[] Ranges =
        [(ImageCurve.LowestHz, BandLevels.EdgesHz[1]), (BandLevels.EdgesHz[1], BandLevels.EdgesHz[2]), (BandLevels.EdgesHz[2], 20_000)];

    /// <summary>All of the way for each range, in dB on the side.</summary>
    /// <param name="mix">Loud parts of the mix.</param>
    /// <param name="reference">Loud parts of the reference.</param>
    public static double[] Between(ReferenceBands mix, ReferenceBands reference) => Array.ConvertAll(Ranges, range =>
    {
        (double now, double wanted) = ReferenceBands.SideToMidDb(mix, reference, range.LowHz, range.HighHz);
        double move = Math.Clamp(wanted - now, -ImageSettings.RangeDb, ImageSettings.RangeDb);
        bool possible = now > NearlyMonoDb || move < 0;
        return Math.Abs(move) >= AudibleDb && possible ? move : 0; // NaN: one of the two knows nothing
    });

    /// <summary>The same widths, with no band of side moved further than its limits together with the equaliser.</summary>
    /// <param name="widthDb">Widths as wanted.</param>
    /// <param name="knotsDb">The equaliser's gains at the mid knots.</param>
    /// <param name="highestDb">Largest lift of each third octave.</param>
    public static double[] Limited(double[] widthDb, double[] knotsDb, double[] highestDb)
    {
        var curve = new EqualizerCurve(new EqualizerSettings { MidDb = knotsDb });
        return [.. widthDb.Select((db, r) =>
        {
            int[] bands = [.. Enumerable.Range(0, highestDb.Length).Where(b => ReferenceBands.CentresHz[b] >= Ranges[r].LowHz && ReferenceBands.CentresHz[b] < Ranges[r].HighHz)];
            double most = Math.Max(0, bands.Min(b => highestDb[b] - curve.MidDb(ReferenceBands.CentresHz[b])));
            double least = Math.Min(0, bands.Max(b => -LiftLimits.LargestDb - curve.MidDb(ReferenceBands.CentresHz[b])));
            double limited = Math.Clamp(db, least, most);
            return Math.Abs(limited) < AudibleDb ? 0 : limited;
        })];
    }

    /// <summary>Why width cannot be compared; null when it can.</summary>
    public static string? Refused(ReferenceBands mix, ReferenceBands reference, ReferenceWords words)
    {
        bool isMixWide = mix.HasSide;
        bool comparable = Ranges.Any(range =>
        {
            (double now, double wanted) = ReferenceBands.SideToMidDb(mix, reference, range.LowHz, range.HighHz);
            return !double.IsNaN(now) && !double.IsNaN(wanted);
        });
        return comparable ? null : $"width is not matched: {(isMixWide ? $"{words.TheReference} {words.Is}" : "the mix is")} mono";
    }

    /// <summary>The proposal, with a sentence for each range that is moved.</summary>
    public static Proposed Propose(double[] widthDb, ReferenceBands mix, ReferenceBands reference, ReferenceWords words)
    {
        var reasons = new List<string>();
        var evidence = new List<Evidence>();
        for (int r = 0; r < Ranges.Length; r++)
        {
            if (widthDb[r] == 0)
            {
                continue;
            }

            (double low, double high) = Ranges[r];
            (double now, double wanted) = ReferenceBands.SideToMidDb(mix, reference, low, high);
            string where = r == 2 ? $"above {Words.Frequency(low)}" : $"from {Words.Frequency(low)} to {Words.Frequency(high)}";
            reasons.Add($"{words.Move(widthDb[r])} on the side {where}: {words.TheReference} {words.Is} {(wanted > now ? "wider" : "narrower")} there, {Words.Level(wanted)} dB side against middle where the mix has {Words.Level(now)} dB");
            evidence.Add(new Evidence { Measure = $"side to mid {where}", Measured = now, Expected = wanted, Unit = "dB" });
        }

        return new Proposed { Amount = widthDb, Full = widthDb, Reasons = reasons, Evidence = evidence };
    }
}
