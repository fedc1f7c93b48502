namespace Lacquer.Mastering.Decision;

/// <summary>Moves on one stem of the mix. The plan has a place for them; tracks of two channels have none.</summary>
public sealed record StemPlan
{
    /// <summary>Name of the stem: <c>vocals</c>, <c>drums</c> …</summary>
    public required string Name { get; init; }

    /// <summary>Stages applied to this stem before the sum.</summary>
    public required IReadOnlyList<StagePlan> Stages { get; init; }
}
