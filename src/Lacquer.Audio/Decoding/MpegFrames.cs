namespace Lacquer.Audio.Decoding;

/// <summary>Finds the frames of MPEG audio (layers I to III) and of AAC in ADTS.</summary>
/// <remarks>ISO/IEC 11172-3, 2.4.2.3 (header) and 13818-3 (lower rates); MPEG 2.5 is Fraunhofer's extension. ADTS: ISO/IEC 14496-3, 1.A.2.</remarks>
internal static class MpegFrames
{
    /// <summary>Random bytes look like a header now and then, but not like a row of them.</summary>
    private const int ConfirmingFrames = 3;

    private static ReadOnlySpan<ushort> KilobitsV1L1 => [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];

    private static ReadOnlySpan<ushort> KilobitsV1L2 => [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];

    private static ReadOnlySpan<ushort> KilobitsV1L3 => [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

    private static ReadOnlySpan<ushort> KilobitsV2L1 => [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];

    private static ReadOnlySpan<ushort> KilobitsV2L2 => [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    private static ReadOnlySpan<ushort> RatesV1 => [44_100, 48_000, 32_000];

    /// <summary>Reads one frame header.</summary>
    /// <param name="bytes">At least four bytes.</param>
    /// <param name="header">The frame's size and shape.</param>
    /// <returns>False when this is no header, or one of free bit rate.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out MpegHeader header)
    {
        header = default;
        if (bytes.Length < 4 || bytes[0] != 0xFF || (bytes[1] & 0xE0) != 0xE0)
        {
            return false;
        }

        int version = (bytes[1] >> 3) & 3;
        int layer = 4 - ((bytes[1] >> 1) & 3);
        int bitRateIndex = bytes[2] >> 4;
        int rateIndex = (bytes[2] >> 2) & 3;
        if (version == 1 || layer == 4 || bitRateIndex is 0 or 15 || rateIndex == 3)
        {
            return false;
        }

        bool isV1 = version == 3;
        int rate = RatesV1[rateIndex] / (version switch { 3 => 1, 2 => 2, _ => 4 });
        int bitRate = 1_000 * (layer, isV1) switch
        {
            (1, true) => KilobitsV1L1[bitRateIndex],
            (2, true) => KilobitsV1L2[bitRateIndex],
            (3, true) => KilobitsV1L3[bitRateIndex],
            (1, false) => KilobitsV2L1[bitRateIndex],
            _ => KilobitsV2L2[bitRateIndex],
        };
        int padding = (bytes[2] >> 1) & 1;
        int samples = layer switch { 1 => 384, 3 when !isV1 => 576, _ => 1_152 };
        int size = layer == 1 ? ((12 * bitRate / rate) + padding) * 4 : (samples / 8 * bitRate / rate) + padding;
        bool isMono = bytes[3] >> 6 == 3;
        header = new MpegHeader(size, samples, rate, layer, isV1, isMono);
        return true;
    }

    /// <summary>Offset of the first frame that more frames of the same kind follow; −1 when there is none.</summary>
    public static int FindFirst(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at <= bytes.Length - 4; at++)
        {
            int skip = bytes[at..^3].IndexOf((byte)0xFF);
            if (skip < 0)
            {
                return -1;
            }

            at += skip;
            if (IsRow(bytes[at..]))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Whether the bytes begin with AAC in ADTS frames.</summary>
    public static bool FindAdts(ReadOnlySpan<byte> bytes)
    {
        for (int n = 0; n < ConfirmingFrames; n++)
        {
            if (bytes.Length < 7)
            {
                return n > 0 && bytes.Length == 0;
            }

            int size = ((bytes[3] & 3) << 11) | (bytes[4] << 3) | (bytes[5] >> 5);
            if (bytes[0] != 0xFF || (bytes[1] & 0xF6) != 0xF0 || size < 7)
            {
                return false;
            }

            bytes = bytes[Math.Min(size, bytes.Length)..];
        }

        return true;
    }

    private static bool IsRow(ReadOnlySpan<byte> bytes)
    {
        MpegHeader? first = null;
        for (int n = 0; n < ConfirmingFrames; n++)
        {
            if (first is not null && bytes.Length < 4)
            {
                return n > 1;
            }

            if (!TryRead(bytes, out MpegHeader header) || (first is { } f && (f.Layer != header.Layer || f.SampleRateHz != header.SampleRateHz)))
            {
                return false;
            }

            first ??= header;
            bytes = bytes[Math.Min(header.Bytes, bytes.Length)..];
        }

        return true;
    }
}
