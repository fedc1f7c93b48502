namespace Lacquer.Mastering.Analysis;

/// <summary>The style of music a track seems to belong to.</summary>
public sealed record StyleEstimate
{
    /// <summary>What is said while no classifier has spoken.</summary>
    public static readonly StyleEstimate Unsure = new() { Label = "unsure", Confidence = 0, Probabilities = new Dictionary<string, double>() };

    /// <summary>The style's name, or <c>unsure</c>.</summary>
    public required string Label { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Probability per style; sums to 1 when any are given.</summary>
    public required IReadOnlyDictionary<string, double> Probabilities { get; init; }
}
