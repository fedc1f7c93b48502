namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Where in the image or the range a move applies.</summary>
public enum NoteTarget
{
    /// <summary>To all of the sound.</summary>
    Whole,

    /// <summary>To what is in the middle, the voice above all.</summary>
    Middle,

    /// <summary>To what left and right do not share.</summary>
    Sides,

    /// <summary>Of a width: above 4 kHz only.</summary>
    Highs,
}
