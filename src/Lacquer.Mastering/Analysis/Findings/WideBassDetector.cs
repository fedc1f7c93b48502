using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>wideBass</c>: lows that lie at the sides and cancel in mono.</summary>
internal sealed class WideBassDetector : IFindingDetector
{
    private const double WindowSeconds = 3;

    /// <summary>Shorter stretches are effects, in seconds.</summary>
    private const double LeastSeconds = 4;

    /// <summary>Side to mid, in power: a bass of two unlike oscillators has half; from here on more than half of the lows' power is gone in mono.</summary>
    private const double SideToMid = 1.26;

    /// <summary>From here on left and right work against each other: side above mid.</summary>
    private const double CancelsDb = 3;

    /// <summary>Lows below this share of the music (−20 dB) are not missed.</summary>
    private const float LeastShare = 0.01f;

    /// <summary>Quieter lows (−50 dBFS) have no phase worth speaking of.</summary>
    private const double Heard = 1e-5;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        if (meters.Levels.Channels != 2 || InvertedChannelDetector.Is(analysis) || ChannelDelayDetector.RightIsLateSeconds(meters) is not null)
        {
            yield break;
        }

        ToneMeter tone = meters.Tone;
        bool[] wide = RowStretches.SidesOutweigh(tone, WindowSeconds, tone.LowSidePower, tone.LowMidPower, SideToMid, LeastShare, Heard);
        List<TimeRange> ranges = RowStretches.Find(tone, wide, LeastSeconds, analysis.DurationSeconds);
        double? late = ranges.Count == 0 ? null : tone.Delay.LowSeconds();
        foreach (TimeRange range in ranges)
        {
            double sideToMid = RowStretches.RatioDb(tone, range, tone.LowSidePower, tone.LowMidPower);
            bool cancels = sideToMid > CancelsDb;
            yield return new Finding
            {
                Code = "wideBass",
                Severity = cancels ? FindingSeverity.Warning : FindingSeverity.Info,
                StartSeconds = range.Start,
                EndSeconds = range.End,
                Measured = sideToMid,
                Expected = 10 * Math.Log10(SideToMid),
                Unit = "dB",
                FixIn = FixIn.Mix,
                Message = Message(sideToMid, range.Seconds, late),
                Advice = Advice(late),
            };
        }
    }

    private static string Message(double sideToMid, double seconds, double? late)
    {
        if (late is { } by)
        {
            return $"Below 120 Hz the {(by > 0 ? "right" : "left")} channel comes {1000 * Math.Abs(by):0.0} ms late, and side outweighs mid by {sideToMid:0.0} dB " +
                   $"for {seconds:0} s: notes of the bass cancel in mono.";
        }

        return sideToMid > CancelsDb
            ? $"Below 120 Hz, side outweighs mid by {sideToMid:0.0} dB for {seconds:0} s: the bass cancels in mono."
            : $"Below 120 Hz, as much lies at the sides as in the middle (side to mid {sideToMid:0.0} dB) for {seconds:0} s: the bass thins out in mono.";
    }

    private static string Advice(double? late) => late is { } by
        ? $"Move the {(by > 0 ? "right" : "left")} side of the bass {1000 * Math.Abs(by):0.0} ms earlier, or take off the delay or widener that holds it back; " +
          "below 120 Hz nothing should differ between left and right."
        : "Put bass and kick in the middle: take wideners, chorus and stereo delays off them, or make everything below 120 Hz mono. " +
          "If the bass was recorded twice or with two microphones, turn the polarity of one and keep what sounds fuller.";
}
