using Lacquer.Dsp;

namespace Lacquer.Mastering.Decision.References;

/// <summary>One of the tracks that a master is drawn towards, as a plan remembers it.</summary>
public sealed record ReferenceSource
{
    /// <summary>Name of the sound file, without its folder.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the sound file, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How much it counts against the others. Above 0 to 1000, default 1.</summary>
    public double Weight { get; init => field = Require.InRange(value, double.Epsilon, 1_000, nameof(Weight)); } = 1;
}
