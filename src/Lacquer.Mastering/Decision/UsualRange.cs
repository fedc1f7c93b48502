namespace Lacquer.Mastering.Decision;

/// <summary>Mean and standard deviation of a measure over finished masters.</summary>
public sealed record UsualRange
{
    /// <summary>Mean.</summary>
    public required double Mean { get; init; }

    /// <summary>Standard deviation.</summary>
    public required double Deviation { get; init; }

    /// <summary>How many deviations a value lies above the mean.</summary>
    public double Excess(double value) => (value - Mean) / Deviation;
}
