using System.Text.RegularExpressions;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary>Asks every detector and puts the answers in order.</summary>
internal static partial class FindingList
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
        new ChannelDelayDetector(),
        new PhaseTroubleDetector(),
        new HumDetector(),
        new RumbleDetector(),
        new LossySourceDetector(),
        new UpsampledSourceDetector(),
        new ClickDetector(),
        new DropoutDetector(),
        new NoiseFloorDetector(),
        new WideBassDetector(),
        new MonoLossDetector(),
        new MaskedCentreDetector(),
        new MudDetector(),
        new BoxinessDetector(),
        new HarshnessDetector(),
        new DullnessDetector(),
        new SibilanceDetector(),
        new ResonanceDetector(),
        new LoudnessJumpDetector(),
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
                .Select(WithMinusSigns)
                .OrderBy(finding => finding.StartSeconds)
                .ThenByDescending(finding => finding.Severity)
                .ThenBy(finding => finding.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>Numbers below zero are read by people: with a minus sign, not with a hyphen.</summary>
    private static Finding WithMinusSigns(Finding finding) => finding with
    {
        Message = HyphenAsMinus().Replace(finding.Message, "−"),
        Advice = HyphenAsMinus().Replace(finding.Advice, "−"),
    };

    [GeneratedRegex(@"(?<!\w)-(?=\d)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HyphenAsMinus();
}
