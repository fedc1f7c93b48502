namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Cuts the words of a note into clauses: at breaks, at <c>and</c>, and where a second wish follows without either.</summary>
internal static class ClauseCutter
{
    /// <summary>Groups of clauses; a group ends at a comma, a stop or <c>but</c>.</summary>
    public static IEnumerable<(List<List<NoteWord>> Parts, bool EndsSentence)> Cut(IReadOnlyList<NoteWord> words)
    {
        var parts = new List<List<NoteWord>>();
        var part = new List<NoteWord>();
        for (int i = 0; i < words.Count; i++)
        {
            NoteWord word = words[i];
            bool begins = part.Count == 0;
            if (word.Kind == NoteWordKind.Dash && begins)
            {
                part.Add(word with { Kind = NoteWordKind.Less, Text = "less" }); // - harshness
            }
            else if (word.Kind is NoteWordKind.Break or NoteWordKind.Dash)
            {
                Close(parts, ref part);
                yield return (parts, word.EndsSentence);
                parts = [];
            }
            else if (word.Kind == NoteWordKind.And || (word.Kind == NoteWordKind.Plus && !begins))
            {
                Close(parts, ref part);
            }
            else
            {
                if (word.Kind == NoteWordKind.Except)
                {
                    // Where it is not to be says nothing of where it is.
                    Close(parts, ref part);
                    yield return (parts, false);
                    parts = [];
                }
                else if (word.Kind == NoteWordKind.Without || BeginsAnotherWish(words, i, part))
                {
                    Close(parts, ref part);
                }

                part.Add(word);
            }
        }

        Close(parts, ref part);
        yield return (parts, true);
    }

    private static void Close(List<List<NoteWord>> parts, ref List<NoteWord> part)
    {
        if (part.Count > 0)
        {
            parts.Add(part);
        }

        part = [];
    }

    /// <summary>More air less mud: a word of direction after a complete wish, with something to direct behind it.</summary>
    private static bool BeginsAnotherWish(IReadOnlyList<NoteWord> words, int i, List<NoteWord> part)
    {
        NoteWord word = words[i];
        bool directs = word.Kind is NoteWordKind.More or NoteWordKind.Less;
        bool compares = word.Compares || word.Kind == NoteWordKind.Act;
        bool complete = part.Exists(before => before.Aspect is not null || before.Kind == NoteWordKind.Instrument)
            && part.Exists(before => before.Compares || before.Kind is NoteWordKind.More or NoteWordKind.Less or NoteWordKind.Up or NoteWordKind.Down or NoteWordKind.Act or NoteWordKind.Plus);
        return complete && (compares || (directs && HeadFollows(words, i)));
    }

    private static bool HeadFollows(IReadOnlyList<NoteWord> words, int i)
    {
        for (int j = i + 1; j < words.Count && words[j].Kind is not (NoteWordKind.Break or NoteWordKind.And or NoteWordKind.Dash); j++)
        {
            if (words[j].Aspect is not null || words[j].Kind is NoteWordKind.Instrument or NoteWordKind.Effect or NoteWordKind.Vague)
            {
                return true;
            }
        }

        return false;
    }
}
