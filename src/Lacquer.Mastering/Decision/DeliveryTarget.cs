namespace Lacquer.Mastering.Decision;

/// <summary>What one outlet plays at.</summary>
public sealed record DeliveryTarget
{
    /// <summary>Name as given to <c>--loudness</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Loudness in LUFS; null when the medium has none (vinyl).</summary>
    public double? LoudnessLufs { get; init; }

    /// <summary>Highest sample peak by gain alone, in dBFS, for a medium without a limiter; null otherwise.</summary>
    public double? SamplePeakDbfs { get; init; }

    /// <summary>How the outlet treats other loudnesses, when it is a streaming service; null otherwise.</summary>
    public StreamingService? Service { get; init; }
}
