using Lacquer.Dsp.Dynamics;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Rendering;

namespace Lacquer.Mastering.Verification;

/// <summary>A written file and how it came about.</summary>
internal sealed record WrittenMaster
{
    /// <summary>The plan as rendered, its gain included.</summary>
    public required MasteringPlan Plan { get; init; }

    /// <summary>How the gain was found.</summary>
    public required GainChoice Choice { get; init; }

    /// <summary>Measurements of the file.</summary>
    public required TrackAnalysis Result { get; init; }

    /// <summary>What the limiter did; null without one.</summary>
    public required GainReductionTrack? Limiting { get; init; }

    /// <summary>What the stages before it turned down.</summary>
    public required IReadOnlyDictionary<string, GainReductionTrack> MixReduction { get; init; }

    /// <summary>The same over time, of all stages.</summary>
    public required IReadOnlyList<GainReductionCurve> Curves { get; init; }
}
