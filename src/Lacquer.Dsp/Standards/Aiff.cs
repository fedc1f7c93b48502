namespace Lacquer.Dsp.Standards;

/// <summary>
/// Apple, Audio Interchange File Format 1.3 (1989), and its draft extension AIFF-C (1991). Names are the four characters as a big-endian number.
/// </summary>
public static class Aiff
{
    /// <summary>Chunk <c>COMM</c>: channels, frames, bits, rate; in AIFF-C also the coding.</summary>
    public const uint Common = 0x434F4D4D;

    /// <summary>Content of <c>COMM</c> in plain AIFF.</summary>
    public const int CommonBytes = 18;

    /// <summary>Chunk <c>SSND</c>: offset, block size, samples.</summary>
    public const uint SoundData = 0x53534E44;

    /// <summary>Version of AIFF-C, the content of chunk <c>FVER</c>: AIFCVersion1.</summary>
    public const uint VersionAifc = 0xA280_5140;
}
