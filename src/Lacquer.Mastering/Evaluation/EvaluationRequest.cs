using Lacquer.Dsp;

namespace Lacquer.Mastering.Evaluation;

/// <summary>What to evaluate on, and how thoroughly.</summary>
public sealed record EvaluationRequest
{
    /// <summary>The folder that holds the packages.</summary>
    public required string Folder { get; init; }

    /// <summary>The split's name, for the report.</summary>
    public required string Split { get; init; }

    /// <summary>Its tracks.</summary>
    public required IReadOnlyList<ManifestTrack> Tracks { get; init; }

    /// <summary>The day, for the report.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Faults a song. 1 to 1000, default 20.</summary>
    public int Draws { get; init => field = Require.InRange(value, 1, 1000, nameof(Draws)); } = 20;

    /// <summary>Where all draws begin. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether excerpts are mastered and measured too. Default true.</summary>
    public bool Render { get; init; } = true;
}
