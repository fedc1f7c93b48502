namespace Lacquer.Mastering.Decision.Notes;

/// <summary>What a master cannot do, and the nearest that it can.</summary>
public sealed record NoteRefusal
{
    /// <summary>Why: <c>instrument</c>, <c>effect</c>, <c>wideBass</c>, <c>highPass</c>, <c>tooMuch</c>, <c>range</c>, <c>times</c>, <c>language</c>, <c>markup</c>, <c>tooLong</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The words it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The refusal with its reason, one sentence.</summary>
    public required string Text { get; init; }

    /// <summary>What can be done instead, each a note that can be followed as it stands.</summary>
    public required IReadOnlyList<string> Choices { get; init; }

    /// <summary>The stretch it is about; null: the whole track or none.</summary>
    public NoteSection? Section { get; init; }
}
