namespace Lacquer.Mastering.Evaluation;

/// <summary>What came of the faults in the features.</summary>
public sealed record FaultResult
{
    /// <summary>Cases: songs times draws.</summary>
    public required int Cases { get; init; }

    /// <summary>Those whose fault is strong.</summary>
    public required int StrongCases { get; init; }

    /// <summary>Mean size of a fault, dB RMS.</summary>
    public required double MeanFaultDb { get; init; }

    /// <summary>Edges of the quarters of fault size, dB RMS.</summary>
    public required IReadOnlyList<double> QuarterEdgesDb { get; init; }

    /// <summary>Centres of the third octaves, in Hz.</summary>
    public required IReadOnlyList<double> CentresHz { get; init; }

    /// <summary>All judges on the same faults; the model is <see cref="Evaluator.ModelKey"/>.</summary>
    public required IReadOnlyList<FaultScores> Judges { get; init; }

    /// <summary>The model against each of the others.</summary>
    public required IReadOnlyList<PairedDifference> Differences { get; init; }

    /// <summary>The model with more and more information; empty when the baselines do not say how.</summary>
    public required IReadOnlyList<FaultScores> Information { get; init; }

    /// <summary>The model by package.</summary>
    public required IReadOnlyList<PackageScore> Packages { get; init; }

    /// <summary>What it made worse, worst first.</summary>
    public required IReadOnlyList<WorstCase> Worst { get; init; }

    /// <summary>The model's cases: before, dB RMS.</summary>
    public required IReadOnlyList<double> CasesBeforeDb { get; init; }

    /// <summary>And after, in the same order.</summary>
    public required IReadOnlyList<double> CasesAfterDb { get; init; }

    /// <summary>Songs of whose likeliest style no other package has one: no reference of their style.</summary>
    public required int SongsWithoutStyleReference { get; init; }

    /// <summary>The scores of one judge.</summary>
    public FaultScores Of(string key) => Judges.First(judge => judge.Key == key);
}
