namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>channelDelay</c>: one channel comes later than the other.</summary>
internal sealed class ChannelDelayDetector : IFindingDetector
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        if (RightIsLateSeconds(meters) is not { } late)
        {
            yield break;
        }

        double ms = 1000 * Math.Abs(late);
        string side = late > 0 ? "right" : "left";
        yield return new Finding
        {
            Code = "channelDelay",
            Severity = FindingSeverity.Error,
            StartSeconds = 0,
            EndSeconds = analysis.DurationSeconds,
            Measured = ms,
            Expected = 0,
            Unit = "ms",
            FixIn = FixIn.Mix,
            Message = $"The {side} channel as a whole comes {ms:0.0} ms late: in mono the sound is hollow, and in stereo it hangs at one side.",
            Advice = $"Look on the stereo bus for a delay, a Haas widener or a plug-in on one channel only, and take it off, or move the {side} channel " +
                     $"{ms:0.0} ms earlier. If one part was meant to be wide, delay that part alone.",
        };
    }

    /// <summary>By how much the right channel is late, in seconds; null when the channels agree best as they are, or there is only one.</summary>
    public static double? RightIsLateSeconds(TrackMeters meters) => meters.Levels.Channels == 2 ? meters.Tone.Delay.WholeSeconds() : null;
}
