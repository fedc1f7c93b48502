namespace Lacquer.Mastering.Decision.Notes;

/// <summary>The words of one clause, sorted by what they do.</summary>
internal sealed class ClauseWords
{
    private const double SmallDegree = 0.6;

    private readonly IReadOnlyList<NoteWord> _words;
    private readonly string _text;

    public ClauseWords(IReadOnlyList<NoteWord> words, string text)
    {
        (_words, _text) = (words, text);
        Phrase = words.Count == 0 ? "" : text[words[0].Start..words[^1].End].Trim();
        NoteWord[] degrees = All(NoteWordKind.Degree);
        Degree = degrees.Length == 0 ? null : degrees.Any(word => word.Value < 1) ? degrees.Min(word => word.Value) : degrees.Max(word => word.Value);
        Section = FindSection();
    }

    /// <summary>As written.</summary>
    public string Phrase { get; }

    /// <summary>How far, when a word says so; a small word tempers a large one.</summary>
    public double? Degree { get; }

    public bool IsSmall => Degree <= SmallDegree;

    /// <summary>Where.</summary>
    public NoteSection? Section { get; }

    public IEnumerable<NoteWord> Where(Func<NoteWord, bool> fits) => _words.Where(fits);

    public bool Has(NoteWordKind kind) => First(kind) is not null;

    public NoteWord? First(NoteWordKind kind) => _words.FirstOrDefault(word => word.Kind == kind);

    public NoteWord[] All(NoteWordKind kind) => [.. _words.Where(word => word.Kind == kind)];

    /// <summary>The first quality, noun or act of an aspect.</summary>
    public NoteWord? Of(NoteAspect aspect) => Heads.FirstOrDefault(word => word.Aspect!.Aspect == aspect);

    /// <summary>Qualities, nouns and acts, in order.</summary>
    public IEnumerable<NoteWord> Heads => _words.Where(word => word.Aspect is not null);

    /// <summary>What carries meaning, in the note's own words.</summary>
    public string Subject => string.Join(' ', _words
        .Where(word => word.Kind is not (NoteWordKind.Filler or NoteWordKind.Degree or NoteWordKind.Break or NoteWordKind.And or NoteWordKind.Dash or NoteWordKind.Plus
            or NoteWordKind.Copula or NoteWordKind.Ordinal or NoteWordKind.DegreeForAll))
        .Select(word => word.Kind is NoteWordKind.Amount or NoteWordKind.Number ? _text[word.Start..word.End] : word.Text));

    /// <summary>The first explicit word of direction: 1, −1, or 0 for none.</summary>
    public int Direction
    {
        get
        {
            foreach (NoteWord word in _words)
            {
                int sign = word.Kind switch
                {
                    NoteWordKind.More or NoteWordKind.Up or NoteWordKind.Plus => 1,
                    NoteWordKind.Less or NoteWordKind.Down => -1,
                    _ => 0,
                };
                if (sign != 0)
                {
                    return sign;
                }
            }

            return 0;
        }
    }

    /// <summary>Whether the clause says what is to be left as it is.</summary>
    public bool Leaves => Has(NoteWordKind.Keep) || Has(NoteWordKind.Without) || Has(NoteWordKind.Except);

    /// <summary>Whether a word moves a level as such: up, down.</summary>
    public bool MovesLevel => Has(NoteWordKind.Up) || Has(NoteWordKind.Down);

    private NoteSection? FindSection()
    {
        int? ordinal = null;
        for (int i = 0; i < _words.Count; i++)
        {
            NoteWord word = _words[i];
            if (word.Kind == NoteWordKind.Ordinal)
            {
                ordinal = (int)word.Value;
            }
            else if (word.Kind == NoteWordKind.Section && word.Section is { } section)
            {
                NoteWord? next = i + 1 < _words.Count ? _words[i + 1] : null;
                return section.Kind is NoteSectionKind.Times or NoteSectionKind.At ? section : section with { Ordinal = ordinal ?? Counted(next) };
            }
        }

        return null;
    }

    /// <summary>Verse two, chorus 3.</summary>
    private static int? Counted(NoteWord? word) =>
        word is { Kind: NoteWordKind.Number or NoteWordKind.Filler, Unit: "", IsSigned: false, Value: 1 or 2 or 3 or 4 } ? (int)word.Value : null;
}
