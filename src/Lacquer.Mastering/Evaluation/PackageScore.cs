namespace Lacquer.Mastering.Evaluation;

/// <summary>How the model did on one package.</summary>
public sealed record PackageScore
{
    /// <summary>The package.</summary>
    public required string Package { get; init; }

    /// <summary>Songs in it.</summary>
    public required int Songs { get; init; }

    /// <summary>Share of the residual that is gone, in %.</summary>
    public required double Removed { get; init; }

    /// <summary>The same where the fault is strong; NaN when none is.</summary>
    public required double RemovedStrong { get; init; }

    /// <summary>Cases with less residual than before, in %.</summary>
    public required double Improved { get; init; }

    /// <summary>How far clean songs are moved, mean, in dB RMS.</summary>
    public required double Clean { get; init; }
}
