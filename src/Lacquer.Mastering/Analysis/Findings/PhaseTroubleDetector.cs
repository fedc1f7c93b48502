using Lacquer.Mastering.Analysis.Levels;
using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>phaseTrouble</c>: stretches that are out of phase, lows that cancel in mono, and a track that loses much in mono.</summary>
internal sealed class PhaseTroubleDetector : IFindingDetector
{
    /// <summary>
    /// Correlation over three seconds. At −0.5 side outweighs mid by 5 dB and mono loses 6 dB; wide pads and effects reach −0.4
    /// for some seconds in good mixes (measured).
    /// </summary>
    private const double LeastCorrelation = -0.5;

    private const double WindowSeconds = 3;

    /// <summary>Shorter stretches are effects, in seconds.</summary>
    private const double LeastSeconds = 4;

    /// <summary>The lows cancel when side holds as much as mid: a wide bass of two unlike oscillators has half.</summary>
    private const double SideToMidInLows = 1;

    /// <summary>Lows below this share of the music (−20 dB) are not missed.</summary>
    private const float LeastShareOfLows = 0.01f;

    /// <summary>Two unrelated channels lose 3 dB; more than that is cancellation.</summary>
    private const double LargestMonoLossDb = 3.1;

    /// <summary>Quieter stretches (−50 dBFS) have no phase worth speaking of.</summary>
    private const double Heard = 1e-5;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        if (meters.Levels.Channels != 2 || InvertedChannelDetector.Is(analysis))
        {
            return [];
        }

        List<Finding> found = [.. Stretches(analysis, meters), .. Lows(analysis, meters.Tone)];
        if (found.Count == 0 && analysis.Stereo.MonoLossDb > LargestMonoLossDb)
        {
            found.Add(Of(
                new TimeRange(0, analysis.DurationSeconds), FindingSeverity.Warning, analysis.Stereo.MonoLossDb, LargestMonoLossDb, "dB",
                $"Folded to mono, the track loses {analysis.Stereo.MonoLossDb:0.0} dB of loudness."));
        }

        return found;
    }

    private static IEnumerable<Finding> Stretches(TrackAnalysis analysis, TrackMeters meters)
    {
        double[] correlation = Correlation(meters.Levels);
        bool[] flags = Array.ConvertAll(correlation, c => c < LeastCorrelation);
        foreach (TimeRange range in Ranges(flags, LevelMeter.StepsPerSecond, analysis.DurationSeconds))
        {
            int first = (int)(range.Start * LevelMeter.StepsPerSecond);
            int last = Math.Min(correlation.Length, (int)(range.End * LevelMeter.StepsPerSecond));
            double worst = correlation[first..last].Min();
            yield return Of(
                range, FindingSeverity.Warning, worst, LeastCorrelation, "correlation",
                $"Left and right work against each other for {range.Seconds:0} s (correlation down to {worst:0.00}).");
        }
    }

    private static double[] Correlation(LevelMeter levels)
    {
        ReadOnlySpan<float> left = levels.Channel(0).Powers;
        ReadOnlySpan<float> right = levels.Channel(1).Powers;
        ReadOnlySpan<float> cross = levels.Cross;
        int half = (int)(WindowSeconds * LevelMeter.StepsPerSecond / 2);
        var result = new double[levels.Steps];
        for (int i = 0; i < result.Length; i++)
        {
            (double l, double r, double x) = (0.0, 0.0, 0.0);
            (int first, int last) = (Math.Max(0, i - half), Math.Min(result.Length - 1, i + half));
            for (int k = first; k <= last; k++)
            {
                l += left[k];
                r += right[k];
                x += cross[k];
            }

            bool heard = (l + r) / (last - first + 1) > Heard && Math.Min(l, r) > 0;
            result[i] = heard ? x / Math.Sqrt(l * r) : 1;
        }

        return result;
    }

    private static IEnumerable<Finding> Lows(TrackAnalysis analysis, ToneMeter tone)
    {
        foreach (TimeRange range in Ranges(LowsCancel(tone), 1 / tone.HopSeconds, analysis.DurationSeconds))
        {
            double sideToMid = SideToMidDb(tone, range);
            yield return Of(
                range, FindingSeverity.Warning, sideToMid, 0, "dB",
                $"Below 120 Hz, side outweighs mid by {sideToMid:0.0} dB for {range.Seconds:0} s: the bass cancels in mono.");
        }
    }

    /// <summary>Per frame: whether the lows around it, over three seconds, have more side than mid.</summary>
    private static bool[] LowsCancel(ToneMeter tone)
    {
        int half = (int)Math.Ceiling(WindowSeconds / tone.HopSeconds / 2);
        var flags = new bool[tone.RowCount];
        for (int i = 0; i < flags.Length; i++)
        {
            (double m, double s, double all) = (0.0, 0.0, 0.0);
            for (int k = Math.Max(0, i - half); k <= Math.Min(flags.Length - 1, i + half); k++)
            {
                m += tone.LowMidPower(k);
                s += tone.LowSidePower(k);
                all += tone.FramePower(k);
            }

            flags[i] = s > SideToMidInLows * m && m + s > LeastShareOfLows * all && m + s > Heard;
        }

        return flags;
    }

    private static double SideToMidDb(ToneMeter tone, TimeRange range)
    {
        int first = (int)Math.Round(range.Start / tone.HopSeconds);
        int last = Math.Min(tone.RowCount, (int)Math.Ceiling(range.End / tone.HopSeconds));
        (double mid, double side) = (1e-20, 1e-20);
        for (int f = first; f < last; f++)
        {
            mid += tone.LowMidPower(f);
            side += tone.LowSidePower(f);
        }

        return 10 * Math.Log10(side / mid);
    }

    private static List<TimeRange> Ranges(bool[] flags, double stepsPerSecond, double durationSeconds) =>
        TimeRange.AtMost(
            FindingList.MostPerCode,
            [.. TimeRange.Where(flags, stepsPerSecond, durationSeconds, mergeSeconds: 1).Where(range => range.Seconds >= LeastSeconds)]);

    private static Finding Of(TimeRange range, FindingSeverity severity, double measured, double expected, string unit, string message) => new()
    {
        Code = "phaseTrouble",
        Severity = severity,
        StartSeconds = range.Start,
        EndSeconds = range.End,
        Measured = measured,
        Expected = expected,
        Unit = unit,
        FixIn = FixIn.Mix,
        Message = message,
        Advice = "Listen in mono and take back the widening on the part that disappears: stereo wideners, chorus or inverted doubles. Keep the bass in the middle.",
    };
}
