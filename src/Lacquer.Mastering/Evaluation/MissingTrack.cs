namespace Lacquer.Mastering.Evaluation;

/// <summary>A track of the split that could not be evaluated on.</summary>
public sealed record MissingTrack
{
    /// <summary>The track.</summary>
    public required ManifestTrack Track { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }
}
