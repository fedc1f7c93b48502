using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lacquer.Audio.Decoding;

/// <summary>Stops NaN and infinity at the door.</summary>
internal static class FiniteGuard
{
    /// <summary>All exponent bits of IEEE 754 binary32; set in NaN and infinity alone.</summary>
    private const uint ExponentMask = 0x7F80_0000;

    /// <summary>Checks interleaved samples.</summary>
    /// <param name="interleaved">Whole frames.</param>
    /// <param name="channels">Channels per frame.</param>
    /// <param name="firstFrame">Position of the first of these frames in the file.</param>
    /// <param name="sampleRateHz">For the time in the message.</param>
    /// <exception cref="AudioFileException">A sample is not finite; the message says where.</exception>
    public static void Check(ReadOnlySpan<float> interleaved, int channels, long firstFrame, int sampleRateHz)
    {
        int index = FirstNotFinite(interleaved);
        if (index < 0)
        {
            return;
        }

        string what = float.IsNaN(interleaved[index]) ? "a NaN (not a number)" : "an infinite sample";
        long frame = firstFrame + (index / channels);
        string channel = (channels, index % channels) switch
        {
            (1, _) => "",
            (2, 0) => " in the left channel",
            (2, _) => " in the right channel",
            (_, int c) => $" in channel {c + 1}",
        };
        double seconds = frame / (double)sampleRateHz;
        int minutes = (int)(seconds / 60);
        throw new AudioFileException(
            AudioFault.NotFinite, $"holds {what} at {minutes}:{seconds - (60 * minutes):00.000}{channel}; export it again");
    }

    /// <summary>Index of the first sample that is not finite; −1 when there is none.</summary>
    internal static int FirstNotFinite(ReadOnlySpan<float> samples)
    {
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(samples);
        int n = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<uint> mask = Vector256.Create(ExponentMask);
            for (; n <= bits.Length - Vector256<uint>.Count; n += Vector256<uint>.Count)
            {
                Vector256<uint> exponent = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(bits), (nuint)n) & mask;
                if (Vector256.EqualsAny(exponent, mask))
                {
                    break;
                }
            }
        }

        for (; n < bits.Length; n++)
        {
            if ((bits[n] & ExponentMask) == ExponentMask)
            {
                return n;
            }
        }

        return -1;
    }
}
