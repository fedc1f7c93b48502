namespace Lacquer.Mastering.Decision.Notes;

/// <summary>What a note says: moves to make, or what stands in the way.</summary>
public sealed record NoteReading
{
    /// <summary>The note as it was written.</summary>
    public required string Text { get; init; }

    /// <summary>What is wished, in the order of the note.</summary>
    public IReadOnlyList<NoteMove> Moves { get; init; } = [];

    /// <summary>Whether the note asks for the version before this one, to which its moves are then added.</summary>
    public bool GoesBack { get; init; }

    /// <summary>What must be asked first.</summary>
    public IReadOnlyList<NoteQuestion> Questions { get; init; } = [];

    /// <summary>What cannot be done.</summary>
    public IReadOnlyList<NoteRefusal> Refusals { get; init; } = [];

    /// <summary>Words that were taken for other ones: <c>wamer → warmer</c>.</summary>
    public IReadOnlyList<string> Corrections { get; init; } = [];

    /// <summary>Whether nothing stands in the way.</summary>
    public bool IsClear => Questions.Count == 0 && Refusals.Count == 0;

    /// <summary>Everything that stands in the way, in one line with the choices; empty when nothing does.</summary>
    public string Objection => string.Join(
        " ",
        Refusals.Select(refusal => refusal.Text + Offer(refusal.Choices))
            .Concat(Questions.Select(question => question.Text + Offer(question.Choices))));

    private static string Offer(IReadOnlyList<string> choices) =>
        choices.Count == 0 ? "" : " Possible: " + string.Join(", ", choices.Select(choice => $"\"{choice}\"")) + ".";
}
