namespace Lacquer.Mastering.Decision.Notes;

/// <summary>A note as words with meanings.</summary>
internal sealed record ScannedNote
{
    public required IReadOnlyList<NoteWord> Words { get; init; }

    /// <summary>Words that were taken for other ones.</summary>
    public required IReadOnlyList<string> Corrections { get; init; }

    /// <summary>Whether at least half of the words belong to another language.</summary>
    public required bool IsForeign { get; init; }
}
