using Lacquer.Audio.Tags;

namespace Lacquer.Audio.Decoding;

/// <summary>Where the samples of an uncompressed file lie and how they are stored.</summary>
internal sealed record PcmLayout
{
    /// <summary>What the reader tells its users.</summary>
    public required AudioFormat Format { get; init; }

    /// <summary>How a sample is stored.</summary>
    public required PcmEncoding Encoding { get; init; }

    /// <summary>Offset of the first frame, in bytes.</summary>
    public required long DataOffset { get; init; }

    /// <summary>Whole frames that are there.</summary>
    public required long Frames { get; init; }

    /// <summary>Frames announced but not there.</summary>
    public required long MissingFrames { get; init; }

    /// <summary>Metadata.</summary>
    public required AudioTags Tags { get; init; }

    /// <summary>Size of one sample, in bytes.</summary>
    public static int BytesPerSample(PcmEncoding encoding) => encoding switch
    {
        PcmEncoding.U8 or PcmEncoding.S8 => 1,
        PcmEncoding.S16Le or PcmEncoding.S16Be => 2,
        PcmEncoding.S24Le or PcmEncoding.S24Be => 3,
        PcmEncoding.F64Le or PcmEncoding.F64Be => 8,
        _ => 4,
    };

    /// <summary>ffmpeg's name of the coding.</summary>
    public static string CodecName(PcmEncoding encoding) => "pcm_" + encoding.ToString().ToLowerInvariant();

    /// <summary>The integer or float coding of this size; null when there is none.</summary>
    public static PcmEncoding? Find(int bytesPerSample, bool isFloat, bool bigEndian) => (bytesPerSample, isFloat, bigEndian) switch
    {
        (1, false, _) => PcmEncoding.S8,
        (2, false, false) => PcmEncoding.S16Le,
        (2, false, true) => PcmEncoding.S16Be,
        (3, false, false) => PcmEncoding.S24Le,
        (3, false, true) => PcmEncoding.S24Be,
        (4, false, false) => PcmEncoding.S32Le,
        (4, false, true) => PcmEncoding.S32Be,
        (4, true, false) => PcmEncoding.F32Le,
        (4, true, true) => PcmEncoding.F32Be,
        (8, true, false) => PcmEncoding.F64Le,
        (8, true, true) => PcmEncoding.F64Be,
        _ => null,
    };
}
