using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;
using Lacquer.Mastering.Rendering;

namespace Lacquer.Mastering.Reporting;

/// <summary>What was done to one track, why, and what came out.</summary>
public sealed record MasteringReport
{
    /// <summary>The mix.</summary>
    public required string File { get; init; }

    /// <summary>The master.</summary>
    public required string Output { get; init; }

    /// <summary>Measurements of the mix.</summary>
    public required TrackAnalysis Input { get; init; }

    /// <summary>Measurements of the written file.</summary>
    public required TrackAnalysis Result { get; init; }

    /// <summary>The plan as rendered, gain and trims included.</summary>
    public required MasteringPlan Plan { get; init; }

    /// <summary>Notes in plain words that were followed, the earlier ones of a repeated plan first.</summary>
    public IReadOnlyList<AppliedNote> Notes { get; init; } = [];

    /// <summary>How much was done.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What the user should know.</summary>
    public required IReadOnlyList<Warning> Warnings { get; init; }

    /// <summary>Where the time went.</summary>
    public required Timings Timings { get; init; }

    /// <summary>Mean gain reduction of each stage that turned down, in dB, by stage.</summary>
    public required IReadOnlyDictionary<string, double> GainReductionDb { get; init; }

    /// <summary>Gain reduction over time of every stage that can turn down, in the order of the chain.</summary>
    public IReadOnlyList<GainReductionCurve> GainReductionOverTime { get; init; } = [];

    /// <summary>Title of the song as the mix's tags have it; null without one.</summary>
    public string? Title { get; init; }

    /// <summary>Artist as the mix's tags have it; null without one.</summary>
    public string? Artist { get; init; }

    /// <summary>Limiting averaged over the worst 3 s, in dB.</summary>
    public required double MaxLimitingDb { get; init; }
}
