using System.Buffers.Binary;
using Lacquer.Dsp.Standards;

namespace Lacquer.Audio.Decoding;

/// <summary>The content of a <c>fmt </c> chunk.</summary>
internal sealed record WaveFormat
{
    /// <summary>WAVEFORMATEXTENSIBLE: 18 bytes of WAVEFORMATEX and 22 more.</summary>
    private const int ExtensibleBytes = 40;

    /// <summary>PCMWAVEFORMAT.</summary>
    private const int MinBytes = 16;

    /// <summary>Frames per second as the header says.</summary>
    public required long SampleRateHz { get; init; }

    /// <summary>Channels as the header says.</summary>
    public required int Channels { get; init; }

    /// <summary>Bits that carry sound; the rest of a sample is zero.</summary>
    public required int ValidBits { get; init; }

    /// <summary>How a sample is stored; null when it is not plain PCM.</summary>
    public required PcmEncoding? Encoding { get; init; }

    /// <summary>Reads the chunk.</summary>
    /// <exception cref="AudioFileException">Too short, or sizes that contradict each other.</exception>
    public static WaveFormat Read(InputFile file, long body, long size)
    {
        Span<byte> fields = stackalloc byte[ExtensibleBytes];
        fields.Clear();
        int bytes = (int)Math.Min(size, ExtensibleBytes);
        if (bytes < MinBytes || file.Read(body, fields[..bytes]) < MinBytes)
        {
            throw new AudioFileException(AudioFault.Malformed, "the WAV file's fmt chunk is too short; export it again");
        }

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(fields);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(fields[2..]);
        long rate = BinaryPrimitives.ReadUInt32LittleEndian(fields[4..]);
        int blockAlign = BinaryPrimitives.ReadUInt16LittleEndian(fields[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(fields[14..]);
        int validBits = bits;
        if (tag == Riff.FormatExtensible)
        {
            if (bytes < ExtensibleBytes)
            {
                throw new AudioFileException(AudioFault.Malformed, "the WAV file's extensible fmt chunk is too short; export it again");
            }

            bool isKnown = fields[26..].SequenceEqual(Riff.SubFormatTail);
            tag = isKnown ? BinaryPrimitives.ReadUInt16LittleEndian(fields[24..]) : 0;
            int claimed = BinaryPrimitives.ReadUInt16LittleEndian(fields[18..]);
            validBits = claimed >= 1 && claimed <= bits ? claimed : bits;
        }

        return new WaveFormat
        {
            SampleRateHz = rate,
            Channels = channels,
            ValidBits = validBits,
            Encoding = FindEncoding(tag, channels, bits, blockAlign),
        };
    }

    private static PcmEncoding? FindEncoding(int tag, int channels, int bits, int blockAlign)
    {
        if (tag is not (Riff.FormatPcm or Riff.FormatFloat) || channels == 0)
        {
            return null;
        }

        int bytes = (bits + 7) / 8;
        if (blockAlign != 0 && blockAlign % channels == 0 && blockAlign / channels is 3 or 4 && blockAlign / channels > bytes && bytes >= 2)
        {
            // 20 or 24 bits in a larger container, left-justified as in WAVEFORMATEXTENSIBLE.
            bytes = blockAlign / channels;
        }
        else if (blockAlign != 0 && blockAlign != bytes * channels)
        {
            throw new AudioFileException(
                AudioFault.Malformed,
                $"the WAV file's header contradicts itself ({bits} bits, {channels} channels, {blockAlign} bytes a frame); export it again");
        }

        PcmEncoding? encoding = bits == 0 ? null : PcmLayout.Find(bytes, tag == Riff.FormatFloat, bigEndian: false);
        if (encoding is null)
        {
            string kind = tag == Riff.FormatFloat ? "floating-point" : "integer";
            throw new AudioFileException(
                AudioFault.Unsupported, $"WAV with {bits}-bit {kind} samples is not supported; export 16 or 24 bit, or 32-bit float");
        }

        return encoding == PcmEncoding.S8 ? PcmEncoding.U8 : encoding;
    }
}
