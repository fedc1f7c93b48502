namespace Lacquer.Mastering.Evaluation;

/// <summary>How well one contestant did, each with its interval.</summary>
public sealed record FaultScores
{
    /// <summary>Name in JSON.</summary>
    public required string Key { get; init; }

    /// <summary>Name in words.</summary>
    public required string Name { get; init; }

    /// <summary>Share of the residual that is gone, over all cases, in %.</summary>
    public required Estimate Removed { get; init; }

    /// <summary>The same where the fault is strong.</summary>
    public required Estimate RemovedStrong { get; init; }

    /// <summary>The same by quarter of fault size, smallest first.</summary>
    public required IReadOnlyList<Estimate> RemovedByQuarter { get; init; }

    /// <summary>Cases with less residual than before, in %.</summary>
    public required Estimate Improved { get; init; }

    /// <summary>The same where the fault is strong.</summary>
    public required Estimate ImprovedStrong { get; init; }

    /// <summary>How far clean songs are moved, mean, in dB RMS.</summary>
    public required Estimate Clean { get; init; }

    /// <summary>The same, 90th percentile.</summary>
    public required Estimate Clean90 { get; init; }

    /// <summary>Mean absolute residual after, per third octave, in dB.</summary>
    public required IReadOnlyList<double> ByFrequencyDb { get; init; }
}
