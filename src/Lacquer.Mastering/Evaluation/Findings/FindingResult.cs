namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>How well one kind of fault is found.</summary>
public sealed record FindingResult
{
    /// <summary>The finding's code.</summary>
    public required string Code { get; init; }

    /// <summary>What was done to the music.</summary>
    public required string What { get; init; }

    /// <summary>Whether it is a matter of taste.</summary>
    public required bool IsTaste { get; init; }

    /// <summary>Per size, the one that an engineer would send back first.</summary>
    public required IReadOnlyList<FindingScore> Sizes { get; init; }

    /// <summary>Other codes that the largest size brought along, with the number of excerpts, most frequent first.</summary>
    public required IReadOnlyDictionary<string, int> Others { get; init; }
}
