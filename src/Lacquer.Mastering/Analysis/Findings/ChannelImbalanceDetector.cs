namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>channelImbalance</c>: one side is louder than the other over the whole track.</summary>
internal sealed class ChannelImbalanceDetector : IFindingDetector
{
    /// <summary>The image of a centred source moves visibly to one side: about 2 dB between the channels (Wittek and Theile 2002 give 7.5 % per dB).</summary>
    private const double LimitDb = 2;

    /// <summary>Half way to the loudspeaker.</summary>
    private const double GraveDb = 5;

    /// <summary>Beyond this it is a dead channel.</summary>
    private const double DeadDb = 60;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        if (meters.Levels.Channels != 2)
        {
            yield break;
        }

        double difference = 10 * Math.Log10(meters.Levels.Channel(0).Power / meters.Levels.Channel(1).Power);
        double size = Math.Abs(difference);
        if (!(size > LimitDb && size < DeadDb))
        {
            yield break;
        }

        string loud = difference > 0 ? "left" : "right";
        yield return new Finding
        {
            Code = "channelImbalance",
            Severity = size < GraveDb ? FindingSeverity.Info : FindingSeverity.Warning,
            StartSeconds = 0,
            EndSeconds = analysis.DurationSeconds,
            Measured = size,
            Expected = LimitDb,
            Unit = "dB",
            FixIn = FixIn.Mix,
            Message = $"The {loud} channel is {size:0.0} dB louder than the other.",
            Advice = $"If the mix is not meant to lean to the {loud}, check the pan positions and the balance of the stereo bus.",
        };
    }
}
