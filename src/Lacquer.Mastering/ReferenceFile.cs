using Lacquer.Dsp;

namespace Lacquer.Mastering;

/// <summary>A track to draw masters towards, as a file.</summary>
public sealed record ReferenceFile
{
    /// <summary>A sound file, or a profile that was saved from one.</summary>
    public required string Path { get; init; }

    /// <summary>How much it counts against the others. Above 0 to 1000, default 1.</summary>
    public double Weight { get; init => field = Require.InRange(value, double.Epsilon, 1_000, nameof(Weight)); } = 1;
}
