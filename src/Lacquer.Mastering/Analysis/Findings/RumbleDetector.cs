using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>rumble</c>: energy below what loudspeakers play, which takes headroom and moves cones.</summary>
internal sealed class RumbleDetector : IFindingDetector
{
    /// <summary>Offset and its leakage end here.</summary>
    private const double LowHz = 6;

    /// <summary>The lowest notes of basses and organs begin at 27 to 31 Hz; below is handling noise, traffic and pressure.</summary>
    private const double HighHz = 25;

    /// <summary>Against the whole track, in dB; clean mixes measured −39 to −43 dB, one in three electronic masters −25 to −16.</summary>
    private const double LimitDb = -15;

    /// <summary>From here on it limits the level of the master.</summary>
    private const double GraveDb = -8;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double share = analysis.SubsonicDb;
        if (!(share > LimitDb))
        {
            yield break;
        }

        yield return new Finding
        {
            Code = "rumble",
            Severity = share < GraveDb ? FindingSeverity.Info : FindingSeverity.Warning,
            StartSeconds = 0,
            EndSeconds = analysis.DurationSeconds,
            Measured = share,
            Expected = LimitDb,
            Unit = "dB",
            FixIn = FixIn.Master,
            Message = $"Rumble below {HighHz:0} Hz, {share:0.0} dB against the whole.",
            Advice = "Lacquer filters it. Cutting the lows of every track that is not bass or kick, at 30 to 80 Hz, mends it at the source.",
        };
    }

    /// <summary>Power from 6 to 25 Hz against the whole spectrum, in dB.</summary>
    internal static double ShareDb(ToneMeter tone)
    {
        ReadOnlySpan<double> power = tone.BinPower;
        (double low, double all) = (0.0, 0.0);
        for (int k = 0; k < power.Length; k++)
        {
            double frequency = k * tone.BinHz;
            all += power[k];
            low += frequency is >= LowHz and < HighHz ? power[k] : 0;
        }

        return 10 * Math.Log10(low / all);
    }
}
