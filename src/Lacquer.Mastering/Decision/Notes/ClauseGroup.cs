namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Clauses between two breaks: where only one of them says where, it says so for all.</summary>
internal sealed record ClauseGroup
{
    public required IReadOnlyList<NoteClause> Clauses { get; init; }

    /// <summary>Whether a stretch named at its beginning ends here.</summary>
    public required bool EndsSentence { get; init; }
}
