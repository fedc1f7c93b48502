namespace Lacquer.Mastering.Evaluation;

/// <summary>What came of mastering spoilt and clean excerpts.</summary>
public sealed record RenderedResult
{
    /// <summary>Excerpts.</summary>
    public required int Excerpts { get; init; }

    /// <summary>Their length, in seconds; a shorter track is taken whole.</summary>
    public required double Seconds { get; init; }

    /// <summary>Excerpts that no limiter could make as loud as the original was; all ways master them to the same lower loudness.</summary>
    public required int QuieterExcerpts { get; init; }

    /// <summary>Clean excerpts that the program recognised as masters for their own loudness and left alone but for level.</summary>
    public required int RecognisedMasters { get; init; }

    /// <summary>Spoilt excerpts as they were, before any mastering: mean absolute error, one for each of <see cref="RenderedMeasure.All"/>.</summary>
    public required IReadOnlyList<Estimate> Unmastered { get; init; }

    /// <summary>Each way of mastering.</summary>
    public required IReadOnlyList<RenderedScores> Ways { get; init; }
}
