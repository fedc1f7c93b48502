namespace Lacquer.Mastering.Decision;

/// <summary>The measurement that caused a move.</summary>
public sealed record Evidence
{
    /// <summary>What was measured, in words: <c>level at 250 Hz</c>.</summary>
    public required string Measure { get; init; }

    /// <summary>What the analysis found, in <see cref="Unit"/>.</summary>
    public required double Measured { get; init; }

    /// <summary>What is usual, in <see cref="Unit"/>.</summary>
    public required double Expected { get; init; }

    /// <summary>Unit of both.</summary>
    public required string Unit { get; init; }
}
