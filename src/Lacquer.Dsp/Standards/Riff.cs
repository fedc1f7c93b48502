namespace Lacquer.Dsp.Standards;

/// <summary>
/// RIFF/WAVE: IBM and Microsoft, Multimedia Programming Interface and Data Specifications 1.0 (1991), chapter 3; Microsoft,
/// WAVEFORMATEXTENSIBLE; EBU Tech 3306-2 (RF64) and ITU-R BS.2088-1 (BW64) for lengths past 4 GiB.
/// Chunk names are the four characters as a big-endian number.
/// </summary>
public static class Riff
{
    /// <summary>Chunk <c>fmt </c>: coding of the samples.</summary>
    public const uint Fmt = 0x666D7420;

    /// <summary>Chunk <c>data</c>: the samples.</summary>
    public const uint Data = 0x64617461;

    /// <summary>Chunk <c>ds64</c>: 64-bit lengths. EBU Tech 3306-2, section 3.</summary>
    public const uint Ds64 = 0x64733634;

    /// <summary>Content of a <c>ds64</c> chunk without a table: three 64-bit lengths and the table's 32-bit count.</summary>
    public const int Ds64Bytes = 28;

    /// <summary>Chunk <c>LIST</c>: text fields (form <c>INFO</c>) or cue labels (form <c>adtl</c>).</summary>
    public const uint List = 0x4C495354;

    /// <summary>wFormatTag of integer samples.</summary>
    public const int FormatPcm = 1;

    /// <summary>wFormatTag of IEEE 754 samples.</summary>
    public const int FormatFloat = 3;

    /// <summary>wFormatTag of WAVEFORMATEXTENSIBLE, whose sub-format says the coding.</summary>
    public const int FormatExtensible = 0xFFFE;

    /// <summary>The sub-format GUID after its first two bytes, which repeat wFormatTag: KSDATAFORMAT_SUBTYPE, bytes as stored.</summary>
    public static ReadOnlySpan<byte> SubFormatTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];
}
