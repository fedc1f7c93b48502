using Lacquer.Mastering.Analysis.Levels;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>overLimited</c>: hardly any peaks are left above the loudness, and they crowd at one ceiling.</summary>
internal sealed class OverLimitedDetector : IFindingDetector
{
    /// <summary>The loudest setting of a commercial service leaves 10.5 dB, ordinary masters 11 to 14 (measured, see the headroom detector).</summary>
    private const double LimitDb = 8;

    /// <summary>Peaks within this distance of the highest one stand at the ceiling, in dB: a soft one lets them differ. Chosen.</summary>
    private const double CeilingDb = 1.5;

    /// <summary>Share of the loud tenths of a second that must reach the ceiling; loose music reaches its highest peak once.</summary>
    private const double Crowded = 0.4;

    /// <summary>Loud is the loudest third, by power: quiet parts never reach a ceiling.</summary>
    private const double LoudShare = 1.0 / 3;

    /// <summary>Shorter clips have no loudness to speak of, in seconds.</summary>
    private const double LeastSeconds = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        // Samples are what a limiter held down; between them a flattened wave still swings up to 4 dB higher.
        double peakToLoudness = analysis.Loudness.SamplePeak.Value - analysis.Loudness.Integrated.Value;
        if (!(peakToLoudness < LimitDb) || analysis.DurationSeconds < LeastSeconds || ShareAtCeiling(meters) < Crowded)
        {
            yield break;
        }

        yield return new Finding
        {
            Code = "overLimited",
            Severity = FindingSeverity.Warning,
            StartSeconds = 0,
            EndSeconds = analysis.DurationSeconds,
            Measured = peakToLoudness,
            Expected = LimitDb,
            Unit = "dB",
            FixIn = FixIn.Mix,
            Message = $"Peaks rise only {peakToLoudness:0.0} dB above the loudness: the track has been limited hard already.",
            Advice = "Bounce again without the limiter or maximiser on the stereo bus. What it has flattened cannot be brought back here.",
        };
    }

    private static double ShareAtCeiling(TrackMeters meters)
    {
        int steps = meters.Levels.Steps;
        double ceiling = 0;
        for (int c = 0; c < meters.Levels.Channels; c++)
        {
            ceiling = Math.Max(ceiling, meters.Levels.Channel(c).Peak);
        }

        float limit = (float)(ceiling * Math.Pow(10, -CeilingDb / 20));
        var loud = new (float Power, bool AtCeiling)[steps];
        for (int c = 0; c < meters.Levels.Channels; c++)
        {
            ChannelLevels channel = meters.Levels.Channel(c);
            for (int i = 0; i < steps; i++)
            {
                loud[i] = (loud[i].Power + channel.Powers[i], loud[i].AtCeiling || channel.Peaks[i] >= limit);
            }
        }

        Array.Sort(loud, (a, b) => b.Power.CompareTo(a.Power));
        int count = (int)Math.Ceiling(LoudShare * steps);
        return count == 0 ? 0 : (double)loud.Take(count).Count(step => step.AtCeiling) / count;
    }
}
