using System.Buffers.Binary;
using Lacquer.Dsp.Standards;

namespace Lacquer.Audio.Decoding;

/// <summary>The content of a <c>COMM</c> chunk.</summary>
internal sealed record AiffCommon
{
    /// <summary>Channels.</summary>
    public required int Channels { get; init; }

    /// <summary>Frames as announced.</summary>
    public required long Frames { get; init; }

    /// <summary>Bits that carry sound, left-justified in whole bytes.</summary>
    public required int Bits { get; init; }

    /// <summary>Rounded to whole Hz.</summary>
    public required int SampleRateHz { get; init; }

    /// <summary>How a sample is stored; null when it is compressed.</summary>
    public required PcmEncoding? Encoding { get; init; }

    /// <summary>Reads the chunk.</summary>
    /// <exception cref="AudioFileException">Too short, or a size that does not exist.</exception>
    public static AiffCommon Read(InputFile file, long body, long size, bool isAifc)
    {
        Span<byte> fields = stackalloc byte[22];
        int needed = isAifc ? fields.Length : Aiff.CommonBytes;
        fields.Clear();
        if (size < needed || !file.TryRead(body, fields[..needed]))
        {
            throw new AudioFileException(AudioFault.Malformed, "the AIFF file's COMM chunk is too short; export it again");
        }

        int channels = BinaryPrimitives.ReadInt16BigEndian(fields);
        int bits = BinaryPrimitives.ReadInt16BigEndian(fields[6..]);
        string coding = isAifc ? TextEncoding.Latin1.GetString(fields[18..]) : "NONE";
        return new AiffCommon
        {
            Channels = channels,
            Frames = BinaryPrimitives.ReadUInt32BigEndian(fields[2..]),
            Bits = bits,
            SampleRateHz = (int)Math.Round(Math.Clamp(Extended(fields[8..18]), 0, int.MaxValue)),
            Encoding = FindEncoding(coding, bits),
        };
    }

    private static PcmEncoding? FindEncoding(string coding, int bits)
    {
        bool isFloat = coding.ToUpperInvariant() is "FL32" or "FL64";
        bool isLittle = coding is "sowt" or "23ni" or "42ni";
        bool isPlain = isFloat || isLittle || coding is "NONE" or "twos" or "raw " or "in24" or "in32" or "in16";
        if (!isPlain)
        {
            return null;
        }

        int bytes = coding switch
        {
            "in16" => 2,
            "in24" or "42ni" => 3,
            "in32" or "23ni" => 4,
            _ when isFloat => coding.EndsWith("32", StringComparison.Ordinal) ? 4 : 8,
            _ => (bits + 7) / 8,
        };
        PcmEncoding? encoding = bits < 1 && !isFloat ? null : PcmLayout.Find(bytes, isFloat, !isLittle);
        if (encoding is null)
        {
            throw new AudioFileException(
                AudioFault.Unsupported, $"AIFF with {bits}-bit samples is not supported; export 16 or 24 bit, or 32-bit float");
        }

        return encoding == PcmEncoding.S8 && coding == "raw " ? PcmEncoding.U8 : encoding;
    }

    /// <summary>IEEE 754 extended precision, 80 bits, big-endian: sign and exponent in two bytes, then the mantissa with its leading one.</summary>
    private static double Extended(ReadOnlySpan<byte> bytes)
    {
        const int Bias = 16_383;
        const int MantissaBits = 63;
        int exponent = BinaryPrimitives.ReadInt16BigEndian(bytes);
        ulong mantissa = BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
        return exponent < 0 ? 0 : mantissa * Math.Pow(2, exponent - Bias - MantissaBits);
    }
}
