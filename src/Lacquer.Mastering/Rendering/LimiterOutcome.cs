using Lacquer.Dsp.Dynamics;

namespace Lacquer.Mastering.Rendering;

/// <summary>How much the loudness stage turned down.</summary>
public sealed record LimiterOutcome
{
    /// <summary>Every tenth of a second; null when the stage did not run.</summary>
    public required GainReductionTrack? Track { get; init; }

    /// <summary>The same for the eye; empty when the stage did not run.</summary>
    public required IReadOnlyList<GainReductionCurve> Curves { get; init; }
}
