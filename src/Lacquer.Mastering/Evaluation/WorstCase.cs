namespace Lacquer.Mastering.Evaluation;

/// <summary>A case that the model made worse.</summary>
public sealed record WorstCase
{
    /// <summary>The song.</summary>
    public required string Song { get; init; }

    /// <summary>Which of its faults, from 1.</summary>
    public required int Draw { get; init; }

    /// <summary>Residual before, dB RMS.</summary>
    public required double BeforeDb { get; init; }

    /// <summary>And after.</summary>
    public required double AfterDb { get; init; }
}
