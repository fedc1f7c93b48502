namespace Lacquer.Mastering.Decision.Notes;

/// <summary>How a note names a stretch of the track.</summary>
public enum NoteSectionKind
{
    /// <summary>The loud sections between first and last.</summary>
    Chorus,

    /// <summary>The quieter sections between first and last.</summary>
    Verse,

    /// <summary>The first section.</summary>
    Intro,

    /// <summary>The last section.</summary>
    Outro,

    /// <summary>The section of the second half that departs from the others by being quieter.</summary>
    Bridge,

    /// <summary>The loud sections that follow a clearly quieter one.</summary>
    Drop,

    /// <summary>The sections right before the loud ones.</summary>
    PreChorus,

    /// <summary>All loud sections.</summary>
    Loud,

    /// <summary>All quiet sections.</summary>
    Quiet,

    /// <summary>From one time to another; negative times count from the end.</summary>
    Times,

    /// <summary>The section around one moment.</summary>
    At,
}
