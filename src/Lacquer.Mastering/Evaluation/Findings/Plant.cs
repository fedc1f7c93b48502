namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>A kind of fault that can be planted into music at known places and in known sizes.</summary>
internal sealed record Plant
{
    /// <summary>The finding that it should lead to.</summary>
    public required string Code { get; init; }

    /// <summary>What is done to the music, in a few words.</summary>
    public required string What { get; init; }

    /// <summary>Sizes; the first is one that an engineer would send back, the others are smaller.</summary>
    public required double[] Sizes { get; init; }

    /// <summary>Their names.</summary>
    public required Func<double, string> Name { get; init; }

    /// <summary>Plants it; null where this music does not allow it.</summary>
    public required Func<Bed, double, Random, Planted?> Into { get; init; }

    /// <summary>What it is planted into.</summary>
    public BedKind Bed { get; init; } = BedKind.Plain;

    /// <summary>Whether it is a matter of taste: what is planted is certain, what the music had before is not.</summary>
    public bool IsTaste { get; init; }
}
