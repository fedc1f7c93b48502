namespace Lacquer.Mastering.Evaluation;

/// <summary>By how much the model removes more than another judge, paired.</summary>
public sealed record PairedDifference
{
    /// <summary>The other one's name in JSON.</summary>
    public required string Key { get; init; }

    /// <summary>Its name in words.</summary>
    public required string Name { get; init; }

    /// <summary>Over all cases, in percentage points.</summary>
    public required Estimate Removed { get; init; }

    /// <summary>Where the fault is strong.</summary>
    public required Estimate RemovedStrong { get; init; }
}
