namespace Lacquer.Audio.Decoding;

/// <summary>What a file's first bytes say it is.</summary>
internal enum FileKind
{
    /// <summary>RIFF, RF64 or BW64 with form WAVE.</summary>
    Wave,

    /// <summary>FORM AIFF or AIFC.</summary>
    Aiff,

    /// <summary>Native FLAC, also behind an ID3 tag.</summary>
    Flac,

    /// <summary>MPEG audio frames.</summary>
    Mp3,

    /// <summary>AAC in ADTS frames.</summary>
    Adts,

    /// <summary>Ogg pages: Vorbis, Opus, FLAC.</summary>
    Ogg,

    /// <summary>MP4, M4A, QuickTime.</summary>
    Mp4,

    /// <summary>Big-endian RIFF.</summary>
    Rifx,

    /// <summary>Sony Wave64.</summary>
    Wave64,

    /// <summary>Apple's Core Audio Format.</summary>
    Caf,

    /// <summary>WavPack.</summary>
    WavPack,
}
