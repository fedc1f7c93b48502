namespace Lacquer.Mastering.Decision.Notes;

/// <summary>What must be asked before a note can be followed.</summary>
public sealed record NoteQuestion
{
    /// <summary>Why: <c>direction</c>, <c>vague</c>, <c>contradiction</c>, <c>what</c>, <c>amount</c>, <c>unknown</c>, <c>empty</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The words it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The question, one sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Answers, each a note that can be followed as it stands.</summary>
    public required IReadOnlyList<string> Choices { get; init; }

    /// <summary>The stretch it is about; null: the whole track or none.</summary>
    public NoteSection? Section { get; init; }
}
