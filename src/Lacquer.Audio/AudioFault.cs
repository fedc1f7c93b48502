namespace Lacquer.Audio;

/// <summary>Why a file cannot be used or written. The numbers are stable and documented in docs/fault-codes.md.</summary>
public enum AudioFault
{
    /// <summary>The bytes contradict their own format.</summary>
    Malformed = 1101,

    /// <summary>A valid file of a kind that Lacquer does not take: codec, channel layout, sample rate.</summary>
    Unsupported = 1102,

    /// <summary>Larger, longer or wider than the limits allow.</summary>
    LimitExceeded = 1103,

    /// <summary>The file does not exist or may not be read.</summary>
    Unreadable = 1104,

    /// <summary>No audio at all.</summary>
    Empty = 1105,

    /// <summary>Shorter than the half second that mastering needs.</summary>
    TooShort = 1106,

    /// <summary>Nothing but digital silence.</summary>
    Silent = 1107,

    /// <summary>A sample is NaN or infinite.</summary>
    NotFinite = 1108,

    /// <summary>Cut off so early that nothing useful is left.</summary>
    Truncated = 1109,

    /// <summary>The output cannot be written.</summary>
    Unwritable = 1201,

    /// <summary>The output exists and may not be replaced.</summary>
    OutputExists = 1202,

    /// <summary>A needed program, such as ffmpeg, is not installed.</summary>
    ProgramMissing = 1301,
}
