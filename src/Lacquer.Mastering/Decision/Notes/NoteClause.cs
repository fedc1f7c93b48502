namespace Lacquer.Mastering.Decision.Notes;

/// <summary>What one part of a note says.</summary>
internal sealed record NoteClause
{
    public IReadOnlyList<NoteMove> Moves { get; init; } = [];

    public IReadOnlyList<NoteQuestion> Questions { get; init; } = [];

    public IReadOnlyList<NoteRefusal> Refusals { get; init; } = [];

    /// <summary>The stretch it names.</summary>
    public NoteSection? Section { get; init; }

    /// <summary>Whether it says nothing but where.</summary>
    public bool IsOnlySection { get; init; }

    /// <summary>Whether it names its aspect by a noun with a word of direction, so that a list can go on: more bass and treble.</summary>
    public bool CanBeContinued { get; init; }

    /// <summary>Whether it asks for the version before.</summary>
    public bool GoesBack { get; init; }

    /// <summary>A degree that it gives to what was said before; null: none.</summary>
    public double? DegreeForAll { get; init; }

    /// <summary>Its words that carry meaning; empty: none do.</summary>
    public string Subject { get; init; } = "";
}
