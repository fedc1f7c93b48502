namespace Lacquer.Mastering.Decision.Notes;

/// <summary>A note that was followed, and what it changed.</summary>
public sealed record AppliedNote
{
    /// <summary>The note as it was written.</summary>
    public required string Text { get; init; }

    /// <summary>What it was read as; empty when a repeated plan brought it along.</summary>
    public IReadOnlyList<NoteMove> Moves { get; init; } = [];

    /// <summary>What it changed in the plan.</summary>
    public IReadOnlyList<PlanChange> Changes { get; init; } = [];
}
