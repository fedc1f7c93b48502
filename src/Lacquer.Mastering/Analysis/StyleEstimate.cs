using Lacquer.Mastering.Analysis.Style;

namespace Lacquer.Mastering.Analysis;

/// <summary>The style of music a track seems to belong to.</summary>
public sealed record StyleEstimate
{
    /// <summary>What is said while no classifier has spoken.</summary>
    public static readonly StyleEstimate Unsure = new() { Label = StyleLabels.Unsure, Confidence = 0, Probabilities = new Dictionary<string, double>() };

    /// <summary>The style's name, or <c>unsure</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Probability of the likeliest style, named or not. 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Probability per style; sums to 1 when any are given.</summary>
    public required IReadOnlyDictionary<string, double> Probabilities { get; init; }

    /// <summary>Probability that the likeliest style had to have to be named. 0 to 1, default 0.</summary>
    public double LeastConfidence { get; init; }

    /// <summary>Hash of the model that told it; null when none did.</summary>
    public string? ModelHash { get; init; }

    /// <summary>A style that the user named.</summary>
    /// <param name="label">One of <see cref="StyleLabels.All"/>.</param>
    public static StyleEstimate Given(string label) => From([.. StyleLabels.All.Select(known => known == label ? 1.0 : 0.0)], 0);

    /// <summary>The estimate of a classifier.</summary>
    /// <param name="probabilities">One for each of <see cref="StyleLabels.All"/>, in that order; they sum to 1.</param>
    /// <param name="leastConfidence">Probability that the likeliest must have to be named.</param>
    internal static StyleEstimate From(double[] probabilities, double leastConfidence)
    {
        int best = Array.IndexOf(probabilities, probabilities.Max());
        return new StyleEstimate
        {
            Label = probabilities[best] >= leastConfidence ? StyleLabels.All[best] : StyleLabels.Unsure,
            Confidence = probabilities[best],
            LeastConfidence = leastConfidence,
            Probabilities = StyleLabels.All.Select((label, i) => KeyValuePair.Create(label, probabilities[i])).ToDictionary(StringComparer.Ordinal),
        };
    }
}
