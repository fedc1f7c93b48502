namespace Lacquer.Mastering.Analysis.Findings;

/// <summary>Asks every detector and puts the answers in order.</summary>
internal static class FindingList
{
    /// <summary>More places of one fault than this are of no use to anybody; detectors join neighbours until they fit.</summary>
    public const int MostPerCode = 20;

    private static readonly IFindingDetector[] Detectors =
    [
        new DcOffsetDetector(),
        new DeadChannelDetector(),
        new ChannelImbalanceDetector(),
        new EdgeSilenceDetector(),
        new CutOffDetector(),
        new ClippingDetector(),
        new InterSamplePeaksDetector(),
        new HeadroomDetector(),
        new OverLimitedDetector(),
        new InvertedChannelDetector(),
        new PhaseTroubleDetector(),
        new HumDetector(),
        new RumbleDetector(),
        new LossySourceDetector(),
        new UpsampledSourceDetector(),
    ];

    /// <summary>All findings, by time, then by severity, then by code.</summary>
    /// <param name="analysis">The measurements.</param>
    /// <param name="meters">The meters behind them.</param>
    public static Finding[] Of(TrackAnalysis analysis, TrackMeters meters)
    {
        if (double.IsNegativeInfinity(analysis.Loudness.SamplePeak.Value))
        {
            // Silence has no faults but silence, which the levels say.
            return [];
        }

        return
        [
            .. Detectors.SelectMany(detector => detector.Detect(analysis, meters))
                .GroupBy(finding => finding.Code)
                .SelectMany(group => group.OrderBy(finding => finding.StartSeconds).Take(MostPerCode))
                .OrderBy(finding => finding.StartSeconds)
                .ThenByDescending(finding => finding.Severity)
                .ThenBy(finding => finding.Code, StringComparer.Ordinal),
        ];
    }
}
