using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lacquer.Dsp;

namespace Lacquer.Audio.Encoding;

/// <summary>Planar blocks to the bytes of a file, piece by piece: interleaves, quantises, counts what clips.</summary>
internal sealed class SampleEncoder(SampleFormat format, int channels, Dither dither, bool bigEndian)
{
    /// <summary>Frames handled at once; floats and bytes stay in the first two cache levels.</summary>
    public const int PieceFrames = 1 << 13;

    private readonly float[] _interleaved = new float[PieceFrames * channels];
    private readonly byte[] _bytes = new byte[PieceFrames * channels * sizeof(float)];
    private long _samples;

    /// <summary>Channels per frame.</summary>
    public int Channels => channels;

    /// <summary>Bytes of one sample.</summary>
    public int BytesPerSample => format switch { SampleFormat.Int16 => 2, SampleFormat.Int24 => 3, _ => 4 };

    /// <summary>Samples beyond full scale so far.</summary>
    public long ClippedSamples { get; private set; }

    /// <summary>Encodes up to <see cref="PieceFrames"/> frames; the bytes are valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(AudioBlock piece)
    {
        int count = piece.Frames * channels;
        Span<float> samples = _interleaved.AsSpan(0, count);
        Interleaving.Join(piece, samples);
        Span<byte> bytes = _bytes.AsSpan(0, count * BytesPerSample);
        switch (format)
        {
            case SampleFormat.Int16:
                Span<short> codes = MemoryMarshal.Cast<byte, short>(bytes);
                ClippedSamples += Quantizer.ToInt16(samples, dither, _samples, codes);
                if (bigEndian)
                {
                    BinaryPrimitives.ReverseEndianness(codes, codes);
                }

                break;
            case SampleFormat.Int24:
                ClippedSamples += Quantizer.ToInt24(samples, bytes);
                for (int n = 0; bigEndian && n < bytes.Length; n += 3)
                {
                    (bytes[n], bytes[n + 2]) = (bytes[n + 2], bytes[n]);
                }

                break;
            default:
                MemoryMarshal.AsBytes(samples).CopyTo(bytes);
                if (bigEndian)
                {
                    Span<int> words = MemoryMarshal.Cast<byte, int>(bytes);
                    BinaryPrimitives.ReverseEndianness(words, words);
                }

                break;
        }

        _samples += count;
        return bytes;
    }
}
