using Lacquer.Mastering.Analysis.Levels;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>phaseTrouble</c>: stretches in which left and right work against each other.</summary>
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

    /// <summary>Quieter stretches (−50 dBFS) have no phase worth speaking of.</summary>
    private const double Heard = 1e-5;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        if (meters.Levels.Channels != 2 || InvertedChannelDetector.Is(analysis) || ChannelDelayDetector.RightIsLateSeconds(meters) is not null)
        {
            yield break;
        }

        double[] correlation = Correlation(meters.Levels);
        bool[] flags = Array.ConvertAll(correlation, c => c < LeastCorrelation);
        List<TimeRange> ranges = TimeRange.AtMost(
            FindingList.MostPerCode,
            [.. TimeRange.Where(flags, LevelMeter.StepsPerSecond, analysis.DurationSeconds, mergeSeconds: 1).Where(range => range.Seconds >= LeastSeconds)]);
        foreach (TimeRange range in ranges)
        {
            int first = (int)(range.Start * LevelMeter.StepsPerSecond);
            int last = Math.Min(correlation.Length, (int)(range.End * LevelMeter.StepsPerSecond));
            double worst = correlation[first..last].Min();
            yield return new Finding
            {
                Code = "phaseTrouble",
                Severity = FindingSeverity.Warning,
                StartSeconds = range.Start,
                EndSeconds = range.End,
                Measured = worst,
                Expected = LeastCorrelation,
                Unit = "correlation",
                FixIn = FixIn.Mix,
                Message = $"Left and right work against each other for {range.Seconds:0} s (correlation down to {worst:0.00}).",
                Advice = "Listen in mono and take back the widening on the part that disappears: stereo wideners, chorus or inverted doubles.",
            };
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
}
