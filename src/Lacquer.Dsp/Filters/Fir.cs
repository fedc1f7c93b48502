using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Lacquer.Dsp.Filters;

/// <summary>Convolution with a short kernel. Lanes hold consecutive outputs, so every output is computed the same way.</summary>
internal static class Fir
{
    /// <summary>How many inputs beyond the last one needed, and outputs beyond the last one wanted, whole vectors may touch.</summary>
    public static int PaddingFrames => 4 * Vector<float>.Count;

    /// <summary>output[n] = Σ taps[j]·input[n + j].</summary>
    /// <param name="input">At least <paramref name="count"/> + taps + <see cref="PaddingFrames"/> values.</param>
    /// <param name="taps">Kernel; reversed by the caller when it is not symmetric.</param>
    /// <param name="output">At least <paramref name="count"/> + <see cref="PaddingFrames"/> values; those beyond count are overwritten.</param>
    /// <param name="count">Outputs wanted.</param>
    public static void Apply(ReadOnlySpan<float> input, ReadOnlySpan<float> taps, Span<float> output, int count)
    {
        int width = Vector<float>.Count;
        Debug.Assert(input.Length >= count + taps.Length + PaddingFrames - 1, "the input is not padded for whole vectors");
        Debug.Assert(output.Length >= count + PaddingFrames - 1, "the output is not padded for whole vectors");
        ref float x = ref MemoryMarshal.GetReference(input);
        ref float y = ref MemoryMarshal.GetReference(output);
        for (int n = 0; n < count; n += 4 * width)
        {
            Vector<float> a = default;
            Vector<float> b = default;
            Vector<float> c = default;
            Vector<float> d = default;
            for (int j = 0; j < taps.Length; j++)
            {
                Vector<float> h = new(taps[j]);
                nuint at = (nuint)(n + j);
                a = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x, at), h, a);
                b = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x, at + (nuint)width), h, b);
                c = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x, at + (nuint)(2 * width)), h, c);
                d = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x, at + (nuint)(3 * width)), h, d);
            }

            a.StoreUnsafe(ref y, (nuint)n);
            b.StoreUnsafe(ref y, (nuint)(n + width));
            c.StoreUnsafe(ref y, (nuint)(n + (2 * width)));
            d.StoreUnsafe(ref y, (nuint)(n + (3 * width)));
        }
    }
}
