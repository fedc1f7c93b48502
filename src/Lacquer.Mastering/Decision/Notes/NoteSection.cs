namespace Lacquer.Mastering.Decision.Notes;

/// <summary>A stretch of the track as a note names it; which seconds it is follows from the analysis.</summary>
public sealed record NoteSection
{
    /// <summary>How it is named.</summary>
    public required NoteSectionKind Kind { get; init; }

    /// <summary>Which one of several: 1 is the first, −1 the last; null: all of them.</summary>
    public int? Ordinal { get; init; }

    /// <summary>Start in seconds, from the end when negative; null: the beginning. Of <see cref="NoteSectionKind.At"/>: the moment.</summary>
    public double? FromSeconds { get; init; }

    /// <summary>End in seconds; null: the end.</summary>
    public double? ToSeconds { get; init; }

    /// <summary>The stretch in words that a note may use: <c>in the second chorus</c>, <c>from 1:20 to 1:45</c>.</summary>
    public string Phrase => Kind switch
    {
        NoteSectionKind.At => $"at {Words.Time(FromSeconds ?? 0)}",
        NoteSectionKind.Times => (FromSeconds, ToSeconds) switch
        {
            ( < 0, _) => $"in the last {-FromSeconds:0.#} seconds",
            ({ } from, { } to) => $"from {Words.Time(from)} to {Words.Time(to)}",
            ({ } from, null) => $"after {Words.Time(from)}",
            (null, { } to) => $"until {Words.Time(to)}",
            _ => "everywhere",
        },
        _ => $"in the {OrdinalWord}{Name}",
    };

    private string Name => Kind switch
    {
        NoteSectionKind.Chorus => "chorus",
        NoteSectionKind.Verse => "verse",
        NoteSectionKind.Intro => "intro",
        NoteSectionKind.Outro => "outro",
        NoteSectionKind.Bridge => "bridge",
        NoteSectionKind.Drop => "drop",
        NoteSectionKind.PreChorus => "pre-chorus",
        NoteSectionKind.Loud => "loud parts",
        _ => "quiet parts",
    };

    private string OrdinalWord => Ordinal switch { null => "", -1 => "last ", 1 => "first ", 2 => "second ", 3 => "third ", _ => "fourth " };
}
