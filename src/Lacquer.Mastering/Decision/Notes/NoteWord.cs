namespace Lacquer.Mastering.Decision.Notes;

/// <summary>A word or phrase of a note with its meaning.</summary>
internal sealed record NoteWord
{
    public required NoteWordKind Kind { get; init; }

    /// <summary>As written, or the name that the lexicon gives it.</summary>
    public string Text { get; init; } = "";

    /// <summary>The aspect of a quality, noun or act.</summary>
    public AspectEntry? Aspect { get; init; }

    /// <summary>Of a quality, noun or act: 1 for much of the aspect, −1 for little.</summary>
    public int Sign { get; init; } = 1;

    /// <summary>Whether saying it is a complaint.</summary>
    public bool IsFault { get; init; }

    /// <summary>Whether it compares: <c>warmer</c>.</summary>
    public bool Compares { get; init; }

    /// <summary>A degree, a number, an ordinal, the lower end of a range, a start in seconds.</summary>
    public double Value { get; init; }

    /// <summary>The upper end of a range.</summary>
    public double Upper { get; init; }

    /// <summary>Unit of a number: <c>db</c>, <c>hz</c>, <c>lufs</c>, <c>dbtp</c>, <c>%</c>, <c>s</c> or nothing.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Whether a number carries a sign.</summary>
    public bool IsSigned { get; init; }

    /// <summary>The stretch that a section or a time stands for.</summary>
    public NoteSection? Section { get; init; }

    /// <summary>Whether a break ends the sentence.</summary>
    public bool EndsSentence { get; init; }

    /// <summary>Where it starts in the note, in characters.</summary>
    public int Start { get; init; }

    /// <summary>Where it ends in the note, in characters.</summary>
    public int End { get; init; }

    /// <summary>What can be done instead of an instrument or effect; what a vague word may mean.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Why an effect is not done; where an instrument lies.</summary>
    public string Why { get; init; } = "";
}
