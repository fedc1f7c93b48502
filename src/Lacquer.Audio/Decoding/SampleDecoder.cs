using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lacquer.Audio.Decoding;

/// <summary>Stored samples to floats, full scale ±1: integers are divided by 2^(bits−1), so the most negative code is −1 exactly.</summary>
/// <remarks>8, 16 and 24 bit are exact in binary32; 32 bit rounds to the nearest float.</remarks>
internal static partial class SampleDecoder
{
    private const float FromS8 = 1f / (1 << 7);
    private const float FromS16 = 1f / (1 << 15);
    private const float FromS32 = 1f / (1L << 31);

    /// <summary>Converts as many samples as <paramref name="destination"/> holds.</summary>
    /// <param name="source">Exactly the bytes of these samples.</param>
    /// <param name="encoding">How they are stored.</param>
    /// <param name="destination">Takes the floats in the same order.</param>
    public static void ToFloat(ReadOnlySpan<byte> source, PcmEncoding encoding, Span<float> destination)
    {
        int done = ToFloatSimd(source, encoding, destination);
        if (done < destination.Length)
        {
            ToFloatScalar(source[(done * PcmLayout.BytesPerSample(encoding))..], encoding, destination[done..]);
        }
    }

    /// <summary>The plain loops, which the vector paths are tested against.</summary>
    internal static void ToFloatScalar(ReadOnlySpan<byte> source, PcmEncoding encoding, Span<float> destination)
    {
        switch (encoding)
        {
            case PcmEncoding.U8:
                for (int n = 0; n < destination.Length; n++)
                {
                    destination[n] = (source[n] - 128) * FromS8;
                }

                break;
            case PcmEncoding.S8:
                for (int n = 0; n < destination.Length; n++)
                {
                    destination[n] = (sbyte)source[n] * FromS8;
                }

                break;
            case PcmEncoding.S16Le:
                for (int n = 0; n < destination.Length; n++)
                {
                    destination[n] = BinaryPrimitives.ReadInt16LittleEndian(source[(2 * n)..]) * FromS16;
                }

                break;
            case PcmEncoding.S16Be:
                for (int n = 0; n < destination.Length; n++)
                {
                    destination[n] = BinaryPrimitives.ReadInt16BigEndian(source[(2 * n)..]) * FromS16;
                }

                break;
            case PcmEncoding.S24Le:
                for (int n = 0; n < destination.Length; n++)
                {
                    int at = 3 * n;
                    destination[n] = ((source[at] << 8) | (source[at + 1] << 16) | (source[at + 2] << 24)) * FromS32;
                }

                break;
            case PcmEncoding.S24Be:
                for (int n = 0; n < destination.Length; n++)
                {
                    int at = 3 * n;
                    destination[n] = ((source[at + 2] << 8) | (source[at + 1] << 16) | (source[at] << 24)) * FromS32;
                }

                break;
            case PcmEncoding.S32Le:
                for (int n = 0; n < destination.Length; n++)
                {
                    destination[n] = BinaryPrimitives.ReadInt32LittleEndian(source[(4 * n)..]) * FromS32;
                }

                break;
            case PcmEncoding.S32Be:
                for (int n = 0; n < destination.Length; n++)
                {
                    destination[n] = BinaryPrimitives.ReadInt32BigEndian(source[(4 * n)..]) * FromS32;
                }

                break;
            case PcmEncoding.F32Le:
                source.CopyTo(MemoryMarshal.AsBytes(destination));
                break;
            case PcmEncoding.F32Be:
                for (int n = 0; n < destination.Length; n++)
                {
                    destination[n] = BinaryPrimitives.ReadSingleBigEndian(source[(4 * n)..]);
                }

                break;
            case PcmEncoding.F64Le:
                for (int n = 0; n < destination.Length; n++)
                {
                    destination[n] = (float)BinaryPrimitives.ReadDoubleLittleEndian(source[(8 * n)..]);
                }

                break;
            default:
                for (int n = 0; n < destination.Length; n++)
                {
                    destination[n] = (float)BinaryPrimitives.ReadDoubleBigEndian(source[(8 * n)..]);
                }

                break;
        }
    }
}
