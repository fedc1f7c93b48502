namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>invertedChannel</c>: left and right are opposite, so one of them has its polarity turned.</summary>
internal sealed class InvertedChannelDetector : IFindingDetector
{
    /// <summary>Music in stereo correlates by +0.3 to +0.95; the same with a turned channel has the opposite sign.</summary>
    private const double Limit = -0.4;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        if (!Is(analysis))
        {
            yield break;
        }

        yield return new Finding
        {
            Code = "invertedChannel",
            Severity = FindingSeverity.Error,
            StartSeconds = 0,
            EndSeconds = analysis.DurationSeconds,
            Measured = analysis.Stereo.Correlation,
            Expected = 0,
            Unit = "correlation",
            FixIn = FixIn.Mix,
            Message = $"Left and right are opposite (correlation {analysis.Stereo.Correlation:0.00}): in mono the track all but vanishes.",
            Advice = "Turn the polarity of one channel (the Ø switch) on the stereo bus, or find the plug-in or cable that has turned it.",
        };
    }

    /// <summary>Whether a track has a turned channel; other phase trouble then needs no mention.</summary>
    public static bool Is(TrackAnalysis analysis) => analysis.Stereo.Correlation < Limit;
}
