namespace Lacquer.Mastering.Evaluation;

/// <summary>All that an evaluation found.</summary>
public sealed record EvaluationReport
{
    /// <summary>What was asked for.</summary>
    public required EvaluationRequest Request { get; init; }

    /// <summary>SHA-256 of the model.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>SHA-256 of the model without pre-training.</summary>
    public required string UnpretrainedSha256 { get; init; }

    /// <summary>SHA-256 of the baselines.</summary>
    public required string BaselinesSha256 { get; init; }

    /// <summary>Tracks that took part.</summary>
    public required int Songs { get; init; }

    /// <summary>Packages that they come from.</summary>
    public required int Packages { get; init; }

    /// <summary>Tracks that did not.</summary>
    public required IReadOnlyList<MissingTrack> Missing { get; init; }

    /// <summary>Faults in the features.</summary>
    public required FaultResult Faults { get; init; }

    /// <summary>Spoilt excerpts; null when nothing was rendered.</summary>
    public required RenderedResult? Rendered { get; init; }

    /// <summary>What was to be reached, and what was.</summary>
    public IReadOnlyList<Goal> Goals => Goal.All(Faults);
}
