using System.Text.RegularExpressions;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Reads notes in plain English: what is to change, which way, how far and where.</summary>
/// <remarks>
/// A grammar and a lexicon of our own, and no guessing: the same note always means the same. Clauses end at commas, stops, <c>but</c> and
/// <c>and</c>; each is about one aspect. Whatever carries meaning and is not understood is asked back.
/// </remarks>
public static partial class NoteReader
{
    /// <summary>Longest note, in characters.</summary>
    public const int MostCharacters = 1_000;

    /// <summary>Reads one note.</summary>
    public static NoteReading Read(string note) => NoteOffers.Whole(ReadAlone(note), ReadAlone);

    private static NoteReading ReadAlone(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var reading = new NoteReading { Text = note };
        if (note.Length > MostCharacters)
        {
            return reading with { Refusals = [NoteAnswers.TooLong(MostCharacters)] };
        }

        if (Markup().IsMatch(note))
        {
            return reading with { Refusals = [NoteAnswers.Markup()] };
        }

        note = new string([.. note.Select(c => char.IsControl(c) && c != '\n' ? ' ' : c)]); // what is echoed must not steer a terminal
        ScannedNote scanned = NoteScanner.Scan(note, NoteLexicon.Default);
        if (scanned.IsForeign)
        {
            return reading with { Refusals = [NoteAnswers.Language()] };
        }

        return NoteAssembly.Assemble(reading with { Corrections = scanned.Corrections }, Clauses(note, scanned.Words));
    }

    [GeneratedRegex("</?[a-zA-Z!]|&[a-z]+;|javascript:")]
    private static partial Regex Markup();

    /// <summary>The clauses in groups that share a stretch of time: what stands between two breaks.</summary>
    private static List<ClauseGroup> Clauses(string note, IReadOnlyList<NoteWord> words)
    {
        var reader = new ClauseReader(note, NoteLexicon.Default);
        var groups = new List<ClauseGroup>();
        NoteClause? previous = null;
        foreach ((List<List<NoteWord>> parts, bool endsSentence) in ClauseCutter.Cut(words))
        {
            var clauses = new List<NoteClause>();
            foreach (List<NoteWord> part in parts)
            {
                NoteClause clause = reader.Read(part, previous);
                clauses.Add(clause);
                previous = clause;
            }

            groups.Add(new ClauseGroup { Clauses = clauses, EndsSentence = endsSentence });
        }

        return groups;
    }
}
