using Lacquer.Mastering.Analysis.Levels;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>deadChannel</c>: one channel is silent while the other plays, for the whole track or for a stretch.</summary>
internal sealed class DeadChannelDetector : IFindingDetector
{
    /// <summary>A channel this far below the other is dead; the crosstalk of analogue gear lies at −60 dB and above.</summary>
    private const double Ratio = 1e-6;

    /// <summary>The other channel must be heard: −50 dBFS.</summary>
    private const double Heard = 1e-5;

    /// <summary>Hard-panned parts pause for a bar; a stretch must be longer to be remarked on, in seconds.</summary>
    private const double LeastSeconds = 5;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        if (meters.Levels.Channels != 2)
        {
            yield break;
        }

        ChannelLevels[] channels = [meters.Levels.Channel(0), meters.Levels.Channel(1)];
        for (int c = 0; c < 2; c++)
        {
            string name = c == 0 ? "left" : "right";
            ChannelLevels dead = channels[c];
            ChannelLevels other = channels[1 - c];
            if (dead.Power < Ratio * other.Power)
            {
                yield return Of(
                    name, FindingSeverity.Error, 0, analysis.DurationSeconds, dead.Power / other.Power, $"The {name} channel is silent.");
                continue;
            }

            var silent = new bool[meters.Levels.Steps];
            for (int i = 0; i < silent.Length; i++)
            {
                silent[i] = other.Powers[i] > Heard && dead.Powers[i] < Ratio * other.Powers[i];
            }

            foreach (TimeRange range in TimeRange.Where(silent, LevelMeter.StepsPerSecond, analysis.DurationSeconds, mergeSeconds: 1))
            {
                if (range.Seconds >= LeastSeconds)
                {
                    yield return Of(
                        name, FindingSeverity.Warning, range.Start, range.End, 0, $"The {name} channel falls silent for {range.Seconds:0.0} s.");
                }
            }
        }
    }

    private static Finding Of(string name, FindingSeverity severity, double start, double end, double powerRatio, string message) => new()
    {
        Code = "deadChannel",
        Severity = severity,
        StartSeconds = start,
        EndSeconds = end,
        Measured = powerRatio > 0 ? 10 * Math.Log10(powerRatio) : -200,
        Expected = 10 * Math.Log10(Ratio),
        Unit = "dB",
        FixIn = FixIn.Mix,
        Message = message,
        Advice = $"Check the routing and the cable of the {name} channel and bounce the mix again; if it is meant to be mono, bounce a mono file.",
    };
}
