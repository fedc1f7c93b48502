namespace Lacquer.Mastering.Decision.Notes;

/// <summary>One aspect of the lexicon: its range, its step and the words it is asked for with.</summary>
internal sealed record AspectEntry
{
    public required NoteAspect Aspect { get; init; }

    /// <summary>Whether it is a fault by itself: nobody asks for more of it.</summary>
    public bool IsFault { get; init; }

    /// <summary>Range in Hz; 0 for what is no range.</summary>
    public double FromHz { get; init; }

    /// <summary>Upper end of the range, in Hz.</summary>
    public double ToHz { get; init; }

    /// <summary>One step, in dB or LU.</summary>
    public required double Db { get; init; }

    /// <summary>Its name in sentences.</summary>
    public required string Noun { get; init; }

    /// <summary>How more of it is asked for.</summary>
    public required string More { get; init; }

    /// <summary>How less of it is asked for.</summary>
    public required string Less { get; init; }
}
