using Lacquer.Dsp;
using Lacquer.Mastering.Analysis.References;

namespace Lacquer.Mastering.Decision.References;

/// <summary>A reference and how much it counts.</summary>
public sealed record WeighedProfile
{
    /// <summary>The reference.</summary>
    public required ReferenceProfile Profile { get; init; }

    /// <summary>How much it counts against the others. Above 0 to 1000, default 1.</summary>
    public double Weight { get; init => field = Require.InRange(value, double.Epsilon, 1_000, nameof(Weight)); } = 1;
}
