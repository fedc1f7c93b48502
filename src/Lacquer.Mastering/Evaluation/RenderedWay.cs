using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Evaluation;

/// <summary>A way of mastering that takes part.</summary>
internal sealed record RenderedWay
{
    /// <summary>Name in JSON.</summary>
    public required string Key { get; init; }

    /// <summary>Name in words.</summary>
    public required string Name { get; init; }

    /// <summary>Who decides.</summary>
    public required IJudge Judge { get; init; }

    /// <summary>Stages that are switched off.</summary>
    public IReadOnlyList<string> Bypassed { get; init; } = [];
}
