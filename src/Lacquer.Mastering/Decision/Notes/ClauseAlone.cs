using System.Text.RegularExpressions;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Tells wishes to unmix: a voice or an instrument that is to be gone, or to be all that is left.</summary>
internal static partial class ClauseAlone
{
    /// <summary>A plain no with the nearest that can be done; null when the clause asks for something else.</summary>
    public static NoteClause? Read(ClauseWords words)
    {
        bool alone = Alone().IsMatch(words.Phrase);
        NoteWord? instrument = words.Where(word => word.Kind == NoteWordKind.Instrument).LastOrDefault();
        bool voice = words.Of(NoteAspect.Vocals) is not null;
        bool gone = Gone().IsMatch(words.Phrase) || NoneOf(words);
        bool other = words.Heads.Any(head => head.Aspect!.Aspect != NoteAspect.Vocals) || words.Degree is not null || words.Has(NoteWordKind.Amount) || words.Has(NoteWordKind.Dont)
            || words.Has(NoteWordKind.Keep) || words.Has(NoteWordKind.Except);
        if (other || !(alone || gone) || (instrument is null && !voice))
        {
            return null;
        }

        AspectEntry vocals = NoteLexicon.Default.Find(NoteAspect.Vocals)!;
        string name = instrument?.Text ?? vocals.Noun;
        string choice = instrument is null ? alone ? vocals.More : vocals.Less : instrument.Choices[alone ? 0 : 1];
        return new NoteClause { Refusals = [NoteAnswers.Unmixed(name, alone, words.Section, choice)] };
    }

    /// <summary>No vocals; without vocals: nothing else is said of them.</summary>
    private static bool NoneOf(ClauseWords words) =>
        words.Where(word => word.Kind is not (NoteWordKind.Filler or NoteWordKind.Section or NoteWordKind.Ordinal)).All(word =>
            word is { Kind: NoteWordKind.Instrument } or { Aspect.Aspect: NoteAspect.Vocals } or { Kind: NoteWordKind.Not, Text: "no" } or { Kind: NoteWordKind.Without, Text: "without" })
        && (words.Has(NoteWordKind.Not) || words.Has(NoteWordKind.Without));

    [GeneratedRegex(@"\b(isolated?|solo(ed)?|extract|nothing but|only the)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Alone();

    [GeneratedRegex(@"\b(remov(e|ing)|delete|erase|eliminate|kill|mute|muted|strip|get rid of|lose)\b|\b(take|taking|cut|pull|edit)\b.*\b(out|away)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Gone();
}
