using System.Text.Json.Serialization;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Decision;

/// <summary>
/// Everything that makes a master out of a mix. Same input, same plan and same render version give the same master.
/// </summary>
public sealed record MasteringPlan
{
    /// <summary>Version of this schema.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Raised by every change that a listener could hear.</summary>
    public const string CurrentRenderVersion = "1";

    /// <summary>Schema version of this plan.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Version of the sound that made it.</summary>
    public string RenderVersion { get; init; } = CurrentRenderVersion;

    /// <summary>SHA-256 of the input file, hexadecimal; empty before a render.</summary>
    public string InputSha256 { get; init; } = "";

    /// <summary>Path of the input file, for whoever continues from a saved plan; null where it was not kept. Never needed to repeat the plan.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InputFile { get; init; }

    /// <summary>Which judge proposed the moves: <c>statistical</c> or <c>learned</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>Hash of the model that proposed them; null for the statistical judge.</summary>
    public string? ModelHash { get; init; }

    /// <summary>Hash of the model that told the style of music; null when none did.</summary>
    public string? StyleModelHash { get; init; }

    /// <summary>What the user asked for.</summary>
    public required Controls Controls { get; init; }

    /// <summary>What it is drawn towards; null without references.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MatchedReference? Reference { get; init; }

    /// <summary>What the master is to measure.</summary>
    public required PlanTarget Target { get; init; }

    /// <summary>All stages in the order of the chain.</summary>
    public required IReadOnlyList<StagePlan> Stages { get; init; }

    /// <summary>Parameters that differ for a stretch of time; where two meet, the later one holds.</summary>
    public IReadOnlyList<SectionOverride> Overrides { get; init; } = [];

    /// <summary>Moves per stem; empty for a stereo mix.</summary>
    public IReadOnlyList<StemPlan> Stems { get; init; } = [];

    /// <summary>Notes in plain words that were followed, in their order; null: none. What they did is in the stages; nothing reads them again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>Seed of the dither noise.</summary>
    public long DitherSeed { get; init; } = 1;

    /// <summary>Names of the stages that were switched off by hand.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> BypassedStages => [.. Stages.Where(stage => stage.Bypassed).Select(stage => stage.Name)];

    /// <summary>The stage of this name.</summary>
    public StagePlan Stage(string name)
    {
        foreach (StagePlan stage in Stages)
        {
            if (stage.Name == name)
            {
                return stage;
            }
        }

        throw new ArgumentException($"The plan has no stage {name}.", nameof(name));
    }

    /// <summary>The same plan with one stage replaced by name.</summary>
    public MasteringPlan With(StagePlan changed)
    {
        var stages = new List<StagePlan>(Stages.Count);
        foreach (StagePlan stage in Stages)
        {
            stages.Add(stage.Name == changed.Name ? changed : stage);
        }

        return this with { Stages = stages };
    }
}
