namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Tells verbs from the nouns that look like them: drop the chorus by 1 dB, the drop is too loud.</summary>
internal static class ClauseVerbs
{
    /// <summary>The words with <c>drop</c> as a way down where it begins a wish about something else.</summary>
    public static IReadOnlyList<NoteWord> Read(IReadOnlyList<NoteWord> clause)
    {
        int first = 0;
        while (first < clause.Count && clause[first].Kind == NoteWordKind.Filler)
        {
            first++;
        }

        bool verb = first < clause.Count && clause[first] is { Kind: NoteWordKind.Section, Text: "drop" }
            && (first == 0 || clause[first - 1].Text is not ("the" or "a" or "this" or "that"))
            && clause.Skip(first + 1).Any(word => word.Section is not null || word.Aspect is not null || word.Kind is NoteWordKind.Frequency or NoteWordKind.Instrument)
            && !clause.Any(word => word.Compares || word.Kind is NoteWordKind.More or NoteWordKind.Less or NoteWordKind.Up or NoteWordKind.Down or NoteWordKind.Copula or NoteWordKind.Lack);
        return verb ? [.. clause.Select((word, i) => i == first ? word with { Kind = NoteWordKind.Down, Section = null } : word)] : clause;
    }
}
