namespace Lacquer.Audio.Decoding;

/// <summary>How one uncompressed sample is stored; names follow ffmpeg's codecs.</summary>
internal enum PcmEncoding
{
    /// <summary>8 bit, unsigned, 128 is silence.</summary>
    U8,

    /// <summary>8 bit, two's complement.</summary>
    S8,

    /// <summary>16 bit, little-endian.</summary>
    S16Le,

    /// <summary>16 bit, big-endian.</summary>
    S16Be,

    /// <summary>24 bit, little-endian.</summary>
    S24Le,

    /// <summary>24 bit, big-endian.</summary>
    S24Be,

    /// <summary>32 bit, little-endian.</summary>
    S32Le,

    /// <summary>32 bit, big-endian.</summary>
    S32Be,

    /// <summary>IEEE 754 binary32, little-endian.</summary>
    F32Le,

    /// <summary>IEEE 754 binary32, big-endian.</summary>
    F32Be,

    /// <summary>IEEE 754 binary64, little-endian.</summary>
    F64Le,

    /// <summary>IEEE 754 binary64, big-endian.</summary>
    F64Be,
}
