using Lacquer.Audio.Encoding;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering;

/// <summary>What to make of one file.</summary>
public sealed record MasteringRequest
{
    /// <summary>Path of the mix, as the report shows it.</summary>
    public required string InputPath { get; init; }

    /// <summary>Path of the master.</summary>
    public required string OutputPath { get; init; }

    /// <summary>Whether an existing file of that name may be replaced. Default no.</summary>
    public bool Overwrite { get; init; }

    /// <summary>What the user asks for.</summary>
    public Controls Controls { get; init; } = new();

    /// <summary>What the master is to be drawn towards, see <see cref="MasteringSession.ReadReferences"/>; null for nothing. A plan that is repeated has its own.</summary>
    public MatchedReference? Reference { get; init; }

    /// <summary>Parameters set by hand.</summary>
    public IReadOnlyList<ManualSetting> ByHand { get; init; } = [];

    /// <summary>Stages switched off by hand.</summary>
    public IReadOnlyList<string> Bypassed { get; init; } = [];

    /// <summary>Notes in plain words, applied one after the other to what was decided or recalled.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether <see cref="Plan"/> is already that of the version before, to which a note went back. Default no: such a note is refused.</summary>
    public bool HasGoneBack { get; init; }

    /// <summary>Told what the notes change, before anything is rendered. Default nobody.</summary>
    public Action<PlanDiff>? Changing { get; init; }

    /// <summary>A plan to repeat instead of deciding anew; what is set by hand is put on top of it.</summary>
    public MasteringPlan? Plan { get; init; }

    /// <summary>Kind and precision of the output. Default WAV, 24 bit.</summary>
    public OutputFormat Format { get; init; } = new();

    /// <summary>Rate of the output in Hz; null: the input's, or the nearest that the format carries.</summary>
    public int? RateHz { get; init; }
}
