using System.Numerics;

namespace Lacquer.Mastering.Networks;

/// <summary>The functions between layers.</summary>
internal static class Activation
{
    /// <summary>x / (1 + e⁻ˣ), in place. As torch.nn.SiLU.</summary>
    public static void Silu(Span<float> values)
    {
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var x = new Vector<float>(values[i..]);
            (x / (Vector<float>.One + Vector.Exp(-x))).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] /= 1 + MathF.Exp(-values[i]);
        }
    }

    /// <summary>Turns scores into probabilities that sum to one, in place.</summary>
    public static void Softmax(Span<float> scores)
    {
        float largest = float.NegativeInfinity;
        foreach (float score in scores)
        {
            largest = Math.Max(largest, score);
        }

        float sum = 0;
        foreach (ref float score in scores)
        {
            score = MathF.Exp(score - largest);
            sum += score;
        }

        foreach (ref float score in scores)
        {
            score /= sum;
        }
    }
}
