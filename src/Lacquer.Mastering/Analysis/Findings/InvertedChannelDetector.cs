using Lacquer.Dsp.Standards;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>invertedChannel</c>: left and right are opposite, so one of them has its polarity turned.</summary>
internal sealed class InvertedChannelDetector : IFindingDetector
{
    /// <summary>Music in stereo correlates by +0.3 to +0.95; the same with a turned channel has the opposite sign.</summary>
    private const double Limit = -0.4;

    /// <summary>A turned channel is turned at every pitch: half of the third octaves of the lows, and of what lies above, correlate by less than this.</summary>
    private const double EverywhereLimit = -0.05;

    /// <summary>Opposed lows alone are <c>wideBass</c>, a weak middle above natural lows is <c>monoLoss</c>; the lows end here, in Hz.</summary>
    private const double LowsToHz = 180;

    private const double LowsFromHz = 35;
    private const double HighsFromHz = 240;
    private const double HighsToHz = 8_500;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        if (!Is(analysis) || ChannelDelayDetector.RightIsLateSeconds(meters) is not null)
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
    public static bool Is(TrackAnalysis analysis) =>
        analysis.Stereo.Correlation < Limit && Usual(analysis, LowsFromHz, LowsToHz) < EverywhereLimit && Usual(analysis, HighsFromHz, HighsToHz) < EverywhereLimit;

    /// <summary>Median correlation of the third octaves between two frequencies; −1, which excludes nothing, where none sounds in both channels.</summary>
    private static double Usual(TrackAnalysis analysis, double fromHz, double toHz)
    {
        double[] bands =
        [
            .. analysis.Stereo.BandCorrelation
                .Where((correlation, b) => !double.IsNaN(correlation) && Iec61260.MidbandHz(b) >= fromHz && Iec61260.MidbandHz(b) <= toHz)
                .Order(),
        ];
        return bands.Length == 0 ? -1 : bands[bands.Length / 2];
    }
}
