namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>How often each code is found on music that nobody has spoilt.</summary>
public sealed record UnspoiltCount
{
    /// <summary>The group: a told style, or <c>mixes</c>.</summary>
    public required string Group { get; init; }

    /// <summary>Whole tracks in it.</summary>
    public required int Tracks { get; init; }

    /// <summary>Tracks in which a code is found, per code.</summary>
    public required IReadOnlyDictionary<string, int> Codes { get; init; }
}
