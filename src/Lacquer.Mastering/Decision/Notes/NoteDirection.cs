namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Which way a note wants its aspect to go.</summary>
public enum NoteDirection
{
    /// <summary>More of it.</summary>
    More,

    /// <summary>Less of it.</summary>
    Less,

    /// <summary>As it is: the note's other parts leave it alone.</summary>
    Keep,

    /// <summary>To a value that the note gives.</summary>
    Set,
}
