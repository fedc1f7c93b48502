using System.Numerics;
using System.Runtime.InteropServices;

namespace Lacquer.Mastering.Networks;

/// <summary>Products of a matrix with a vector: where a network spends its time.</summary>
internal static class Matrix
{
    /// <summary>y = W·x + b. Four rows at a time, so that each piece of x is loaded once for four sums that do not wait for each other.</summary>
    /// <param name="weights">Rows × <paramref name="x"/>'s length, row by row.</param>
    /// <param name="bias">One number a row.</param>
    /// <param name="x">The vector.</param>
    /// <param name="y">Receives one number a row.</param>
    public static void Multiply(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, ReadOnlySpan<float> x, Span<float> y)
    {
        int columns = x.Length;
        int row = 0;
        for (; row <= bias.Length - 4; row += 4)
        {
            FourRows(weights.Slice(row * columns, 4 * columns), bias.Slice(row, 4), x, y.Slice(row, 4));
        }

        for (; row < bias.Length; row++)
        {
            y[row] = bias[row] + DenseLayer.Dot(weights.Slice(row * columns, columns), x);
        }
    }

    private static void FourRows(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, ReadOnlySpan<float> x, Span<float> y)
    {
        int lanes = Vector<float>.Count;
        int columns = x.Length;
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float v = ref MemoryMarshal.GetReference(x);
        (Vector<float> s0, Vector<float> s1, Vector<float> s2, Vector<float> s3) = (default, default, default, default);
        int i = 0;
        for (; i <= columns - lanes; i += lanes)
        {
            Vector<float> part = Vector.LoadUnsafe(ref v, (nuint)i);
            s0 += Vector.LoadUnsafe(ref w, (nuint)i) * part;
            s1 += Vector.LoadUnsafe(ref w, (nuint)(i + columns)) * part;
            s2 += Vector.LoadUnsafe(ref w, (nuint)(i + (2 * columns))) * part;
            s3 += Vector.LoadUnsafe(ref w, (nuint)(i + (3 * columns))) * part;
        }

        (float y0, float y1, float y2, float y3) = (Vector.Sum(s0), Vector.Sum(s1), Vector.Sum(s2), Vector.Sum(s3));
        for (; i < columns; i++)
        {
            y0 += weights[i] * x[i];
            y1 += weights[i + columns] * x[i];
            y2 += weights[i + (2 * columns)] * x[i];
            y3 += weights[i + (3 * columns)] * x[i];
        }

        (y[0], y[1], y[2], y[3]) = (bias[0] + y0, bias[1] + y1, bias[2] + y2, bias[3] + y3);
    }
}
