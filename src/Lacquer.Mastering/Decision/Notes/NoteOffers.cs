namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Offers choices that keep the rest of the note: whoever takes one does not lose what was understood.</summary>
internal static class NoteOffers
{
    /// <summary>The reading with choices that say the whole note anew, where they mean just that.</summary>
    /// <param name="reading">A note that was read.</param>
    /// <param name="read">Reads another one.</param>
    public static NoteReading Whole(NoteReading reading, Func<string, NoteReading> read)
    {
        if (reading.IsClear || reading.Moves.Count == 0 || reading.GoesBack || reading.Questions.Any(question => question.Code == "contradiction"))
        {
            return reading;
        }

        string rest = string.Join(", ", reading.Moves.Select(move => move.Phrase).Distinct());
        IReadOnlyList<string> Offered(IReadOnlyList<string> choices) => [.. choices.Select(choice => Means(reading, read(choice), read($"{rest}, {choice}")) ? $"{rest}, {choice}" : choice)];
        return reading with
        {
            Questions = [.. reading.Questions.Select(question => question with { Choices = Offered(question.Choices) })],
            Refusals = [.. reading.Refusals.Select(refusal => refusal with { Choices = Offered(refusal.Choices) })],
        };
    }

    private static bool Means(NoteReading reading, NoteReading choice, NoteReading whole) =>
        whole.IsClear && whole.Moves.Select(Bare).ToHashSet().SetEquals(reading.Moves.Concat(choice.Moves).Select(Bare));

    private static NoteMove Bare(NoteMove move) => move with { Phrase = "" };
}
