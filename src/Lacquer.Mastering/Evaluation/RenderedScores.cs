namespace Lacquer.Mastering.Evaluation;

/// <summary>How near one way of mastering comes to the originals.</summary>
public sealed record RenderedScores
{
    /// <summary>Name in JSON.</summary>
    public required string Key { get; init; }

    /// <summary>Name in words.</summary>
    public required string Name { get; init; }

    /// <summary>Mean absolute error of spoilt excerpts after mastering, one for each of <see cref="RenderedMeasure.All"/>.</summary>
    public required IReadOnlyList<Estimate> Spoilt { get; init; }

    /// <summary>The same of excerpts that were fine.</summary>
    public required IReadOnlyList<Estimate> Clean { get; init; }

    /// <summary>Error on spoilt excerpts minus that of loudness alone, paired; below zero is nearer.</summary>
    public required IReadOnlyList<Estimate> AgainstLoudnessOnly { get; init; }
}
