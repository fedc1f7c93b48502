using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lacquer.Audio.Decoding;

/// <content>The codings that music comes in: 16 and 24 bit little-endian. Conversions are exact, so lanes equal the plain loop.</content>
internal static partial class SampleDecoder
{
    /// <returns>Samples converted, from the front; the plain loop does the rest.</returns>
    private static int ToFloatSimd(ReadOnlySpan<byte> source, PcmEncoding encoding, Span<float> destination)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return 0;
        }

        return encoding switch
        {
            PcmEncoding.S16Le => S16Simd(source, destination),
            PcmEncoding.S24Le => S24Simd(source, destination),
            _ => 0,
        };
    }

    /// <summary>Eight samples a turn: widened to 32 bit, then scaled.</summary>
    private static int S16Simd(ReadOnlySpan<byte> source, Span<float> destination)
    {
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref float to = ref MemoryMarshal.GetReference(destination);
        Vector256<float> scale = Vector256.Create(FromS16);
        int n = 0;
        for (; n <= destination.Length - 8; n += 8)
        {
            Vector128<short> words = Vector128.LoadUnsafe(ref from, (nuint)(2 * n)).AsInt16();
            Vector256<int> wide = Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words));
            (Vector256.ConvertToSingle(wide) * scale).StoreUnsafe(ref to, (nuint)n);
        }

        return n;
    }

    /// <summary>Four samples a turn: twelve bytes spread so that each lane holds a sample in its upper three bytes.</summary>
    private static int S24Simd(ReadOnlySpan<byte> source, Span<float> destination)
    {
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref float to = ref MemoryMarshal.GetReference(destination);
        Vector128<byte> spread = Vector128.Create((byte)255, 0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11);
        Vector128<float> scale = Vector128.Create(FromS32);

        // A load takes sixteen bytes, four more than it uses: the last two samples are left to the plain loop.
        int n = 0;
        for (; n <= destination.Length - 6; n += 4)
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref from, (nuint)(3 * n));
            Vector128<int> samples = Vector128.Shuffle(bytes, spread).AsInt32();
            (Vector128.ConvertToSingle(samples) * scale).StoreUnsafe(ref to, (nuint)n);
        }

        return n;
    }
}
