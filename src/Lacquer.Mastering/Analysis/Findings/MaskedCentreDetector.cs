using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>maskedCentre</c>: between 1 and 4 kHz, where words and leads are understood, the sides are louder than the middle.</summary>
internal sealed class MaskedCentreDetector : IFindingDetector
{
    private const double WindowSeconds = 6;

    /// <summary>Shorter stretches are fills and effects, in seconds.</summary>
    private const double LeastSeconds = 8;

    /// <summary>Side over mid in power, 2.3 dB: wide passages of good mixes reach 2.0 for twenty seconds (measured).</summary>
    private const double SideToMid = 1.7;

    /// <summary>Presence below this share of the music (−26 dB) carries no lead.</summary>
    private const double LeastShare = 0.0025;

    private const double Heard = 1e-6; // −60 dBFS

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        if (meters.Levels.Channels != 2 || InvertedChannelDetector.Is(analysis))
        {
            yield break;
        }

        ToneMeter tone = meters.Tone;
        bool[] masked = RowStretches.SidesOutweigh(tone, WindowSeconds, tone.PresenceSidePower, tone.PresenceMidPower, SideToMid, LeastShare, Heard);
        foreach (TimeRange range in RowStretches.Find(tone, masked, LeastSeconds, analysis.DurationSeconds))
        {
            double sideToMid = RowStretches.RatioDb(tone, range, tone.PresenceSidePower, tone.PresenceMidPower);
            yield return new Finding
            {
                Code = "maskedCentre",
                Severity = FindingSeverity.Info,
                StartSeconds = range.Start,
                EndSeconds = range.End,
                Measured = sideToMid,
                Expected = 0,
                Unit = "dB",
                FixIn = FixIn.Mix,
                Message = $"From 1 to 4 kHz the sides are {sideToMid:0.0} dB louder than the middle for {range.Seconds:0} s: they cover a voice or lead that stands there.",
                Advice = $"Turn the wide guitars, keys or pads down by {Math.Clamp(Math.Round(0.5 * sideToMid) + 1, 1, 4):0} dB there, or cut them by 2 to 4 dB around 2 kHz, " +
                         "until the lead can be followed at low volume. If nothing stands in the middle, leave it.",
            };
        }
    }
}
