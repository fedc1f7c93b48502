using System.Numerics;
using System.Runtime.InteropServices;

namespace Lacquer.Dsp.Spectral;

/// <summary>Products over the frequencies of a split spectrum, in vectors over arrays padded by <see cref="PaddedLength"/>.</summary>
internal static class SpectrumProduct
{
    /// <summary>Length of an array that holds so many frequencies in whole vectors of any machine.</summary>
    public static int PaddedLength(int bins) => (bins + 63) / 64 * 64;

    /// <summary>Multiplies a spectrum by another in place.</summary>
    public static void Multiply(float[] re, float[] im, float[] byRe, float[] byIm)
    {
        Span<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(re.AsSpan());
        Span<Vector<float>> b = MemoryMarshal.Cast<float, Vector<float>>(im.AsSpan());
        ReadOnlySpan<Vector<float>> c = MemoryMarshal.Cast<float, Vector<float>>(byRe);
        ReadOnlySpan<Vector<float>> d = MemoryMarshal.Cast<float, Vector<float>>(byIm);
        for (int k = 0; k < a.Length; k++)
        {
            (Vector<float> x, Vector<float> y) = (a[k], b[k]);
            a[k] = (x * c[k]) - (y * d[k]);
            b[k] = (x * d[k]) + (y * c[k]);
        }
    }

    /// <summary>Writes the power of a spectrum, scaled.</summary>
    public static void Power(float[] re, float[] im, float scale, float[] power)
    {
        ReadOnlySpan<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(re);
        ReadOnlySpan<Vector<float>> b = MemoryMarshal.Cast<float, Vector<float>>(im);
        Span<Vector<float>> p = MemoryMarshal.Cast<float, Vector<float>>(power.AsSpan());
        var s = new Vector<float>(scale);
        for (int k = 0; k < p.Length; k++)
        {
            p[k] = s * ((a[k] * a[k]) + (b[k] * b[k]));
        }
    }

    /// <summary>Adds an array to another, scaled: <paramref name="sum"/> += scale × values.</summary>
    public static void AddScaled(float[] values, float scale, float[] sum)
    {
        ReadOnlySpan<Vector<float>> v = MemoryMarshal.Cast<float, Vector<float>>(values);
        Span<Vector<float>> y = MemoryMarshal.Cast<float, Vector<float>>(sum.AsSpan());
        var s = new Vector<float>(scale);
        for (int k = 0; k < y.Length; k++)
        {
            y[k] += s * v[k];
        }
    }
}
