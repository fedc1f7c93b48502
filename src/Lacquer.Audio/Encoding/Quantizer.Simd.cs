using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lacquer.Audio.Encoding;

/// <content>Eight samples a turn. Every lane does what the plain loop does, in the same order, so the codes are the same bits.</content>
internal static partial class Quantizer
{
    private static (int Done, int Clipped) ToInt16Simd(ReadOnlySpan<float> samples, Dither dither, long firstSample, Span<short> codes)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return (0, 0);
        }

        ref float from = ref MemoryMarshal.GetReference(samples);
        ref short to = ref MemoryMarshal.GetReference(codes);
        Vector256<float> scale = Vector256.Create(Scale16);
        Vector256<float> min = Vector256.Create((float)short.MinValue);
        Vector256<float> max = Vector256.Create((float)short.MaxValue);
        int clipped = 0;
        int n = 0;
        for (; n <= samples.Length - 8; n += 8)
        {
            Vector256<float> x = Vector256.LoadUnsafe(ref from, (nuint)n);
            clipped += CountBeyond(x);
            Vector256<float> code = Vector256.Round((x * scale) + dither.EightFrom(firstSample + n));
            Vector256<int> whole = Vector256.ConvertToInt32(Vector256.Min(Vector256.Max(code, min), max));
            Vector128.Narrow(whole.GetLower(), whole.GetUpper()).StoreUnsafe(ref to, (nuint)n);
        }

        return (n, clipped);
    }

    private static (int Done, int Clipped) ToInt24Simd(ReadOnlySpan<float> samples, Span<byte> codes)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return (0, 0);
        }

        ref float from = ref MemoryMarshal.GetReference(samples);
        ref byte to = ref MemoryMarshal.GetReference(codes);
        Vector256<float> scale = Vector256.Create(Scale24);
        Vector256<float> min = Vector256.Create(-Scale24);
        Vector256<float> max = Vector256.Create(Scale24 - 1);

        // The three low bytes of each lane move together; the four bytes that a store writes too much are overwritten by the next one.
        Vector128<byte> pack = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255);
        int clipped = 0;
        int n = 0;
        for (; n <= samples.Length - 10; n += 8)
        {
            Vector256<float> x = Vector256.LoadUnsafe(ref from, (nuint)n);
            clipped += CountBeyond(x);
            Vector256<float> code = Vector256.Round(x * scale);
            Vector256<int> whole = Vector256.ConvertToInt32(Vector256.Min(Vector256.Max(code, min), max));
            Vector128.Shuffle(whole.GetLower().AsByte(), pack).StoreUnsafe(ref to, (nuint)(3 * n));
            Vector128.Shuffle(whole.GetUpper().AsByte(), pack).StoreUnsafe(ref to, (nuint)((3 * n) + 12));
        }

        return (n, clipped);
    }

    private static int CountBeyond(Vector256<float> x) =>
        BitOperations.PopCount(Vector256.GreaterThan(Vector256.Abs(x), Vector256<float>.One).ExtractMostSignificantBits());
}
