namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>How well faults are found, and how often where there are none.</summary>
public sealed record FindingReport
{
    /// <summary>What was asked for.</summary>
    public required EvaluationRequest Request { get; init; }

    /// <summary>Tracks that took part.</summary>
    public required int Songs { get; init; }

    /// <summary>Packages that they come from.</summary>
    public required int Packages { get; init; }

    /// <summary>Tracks that did not.</summary>
    public required IReadOnlyList<MissingTrack> Missing { get; init; }

    /// <summary>Per planted fault.</summary>
    public required IReadOnlyList<FindingResult> Faults { get; init; }

    /// <summary>Whole finished tracks, by told style.</summary>
    public required IReadOnlyList<UnspoiltCount> Masters { get; init; }

    /// <summary>Whole mixes; null when none were given.</summary>
    public required UnspoiltCount? Mixes { get; init; }
}
