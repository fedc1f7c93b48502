using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Projects;

/// <summary>One master of a mix: what was asked for, the plan that made it, and what came out.</summary>
public sealed record Revision
{
    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>The revision that this one was made from; null for the first.</summary>
    public int? Parent { get; init; }

    /// <summary>When, in universal time.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>Path of the mix.</summary>
    public required string Input { get; init; }

    /// <summary>Path of the master.</summary>
    public required string Output { get; init; }

    /// <summary>Kind of file, as <c>--format</c> names it.</summary>
    public required string Format { get; init; }

    /// <summary>What was asked for, as it was written: options and notes.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>What the master measured; null when it was never rendered as a part of the project.</summary>
    public RevisionMeasures? Measures { get; init; }

    /// <summary>The plan as rendered; it gives the same master again.</summary>
    public required MasteringPlan Plan { get; init; }
}
