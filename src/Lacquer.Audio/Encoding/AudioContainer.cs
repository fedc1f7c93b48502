namespace Lacquer.Audio.Encoding;

/// <summary>Kinds of files that can be written.</summary>
public enum AudioContainer
{
    /// <summary>RIFF/WAVE; RF64 past 4 GiB.</summary>
    Wav,

    /// <summary>FLAC.</summary>
    Flac,

    /// <summary>MP3.</summary>
    Mp3,

    /// <summary>Ogg Vorbis.</summary>
    Ogg,

    /// <summary>Ogg Opus.</summary>
    Opus,

    /// <summary>AIFF; AIFF-C for floats.</summary>
    Aiff,

    /// <summary>AAC in M4A.</summary>
    M4a,
}
