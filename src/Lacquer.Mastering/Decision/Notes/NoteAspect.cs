namespace Lacquer.Mastering.Decision.Notes;

/// <summary>What a note is about. Ranges and words of each: NoteLexicon.json.</summary>
public enum NoteAspect
{
    /// <summary>Below 45 Hz.</summary>
    SubBass,

    /// <summary>45 to 110 Hz.</summary>
    Bass,

    /// <summary>80 to 160 Hz, where basses boom.</summary>
    Boom,

    /// <summary>100 to 400 Hz.</summary>
    Warmth,

    /// <summary>120 to 300 Hz.</summary>
    Body,

    /// <summary>180 to 400 Hz, where too much hides the rest.</summary>
    Mud,

    /// <summary>350 to 700 Hz.</summary>
    Boxiness,

    /// <summary>800 Hz to 1.5 kHz.</summary>
    Nasality,

    /// <summary>150 to 500 Hz.</summary>
    LowMids,

    /// <summary>500 Hz to 2 kHz.</summary>
    Mids,

    /// <summary>2 to 5 kHz, by name.</summary>
    HighMids,

    /// <summary>2 to 5 kHz, what brings things near.</summary>
    Presence,

    /// <summary>2.5 to 6 kHz, where the ear tires.</summary>
    Harshness,

    /// <summary>Above 4.5 kHz.</summary>
    Brightness,

    /// <summary>Above 10 kHz.</summary>
    Air,

    /// <summary>The consonant s: loud moments above 5 kHz.</summary>
    Sibilance,

    /// <summary>Narrow bands that stand out.</summary>
    Resonance,

    /// <summary>What a voice in the middle has from 1.2 to 4 kHz.</summary>
    Vocals,

    /// <summary>A range that the note names in Hz.</summary>
    Frequency,

    /// <summary>Side against mid.</summary>
    Width,

    /// <summary>The lows folded to mono.</summary>
    MonoBass,

    /// <summary>Attacks against what sounds between them.</summary>
    Punch,

    /// <summary>Evenness by compression.</summary>
    Compression,

    /// <summary>What the limiter takes off.</summary>
    Limiting,

    /// <summary>How loud the whole or a section is.</summary>
    Loudness,

    /// <summary>Harmonics.</summary>
    Saturation,

    /// <summary>What lies below the music.</summary>
    HighPass,

    /// <summary>The highest true peak.</summary>
    Ceiling,

    /// <summary>The sound as a whole.</summary>
    Everything,
}
