using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision;

/// <summary>Proposes what a track needs. The seam between statistics and a learned model.</summary>
public interface IJudge
{
    /// <summary>Name as recorded in the plan.</summary>
    string Name { get; }

    /// <summary>Hash of the model it judges by; null when it has none.</summary>
    string? ModelHash => null;

    /// <summary>Whether it judges by <see cref="TrackAnalysis.Segments"/>.</summary>
    bool NeedsSegments => false;

    /// <summary>Proposes moves; zero everywhere for a track that needs nothing.</summary>
    Judgement Judge(TrackAnalysis analysis);
}
