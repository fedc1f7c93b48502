using Lacquer.Audio;
using Lacquer.Dsp.Dynamics;
using Lacquer.Mastering.Rendering;

namespace Lacquer.Mastering.Reporting;

/// <summary>What rendering found out beside the sound.</summary>
public sealed record RenderOutcome
{
    /// <summary>The gain and what was expected of it.</summary>
    public required GainChoice Choice { get; init; }

    /// <summary>The limiter's gain reduction over time; null when it did not run.</summary>
    public required GainReductionTrack? Limiting { get; init; }

    /// <summary>Gain reduction of the stages before it.</summary>
    public required IReadOnlyDictionary<string, GainReductionTrack> Mix { get; init; }

    /// <summary>Gain reduction over time of every stage that can turn down, in the order of the chain.</summary>
    public required IReadOnlyList<GainReductionCurve> Curves { get; init; }

    /// <summary>The input, for what it says about its own state.</summary>
    public required IAudioSource Source { get; init; }
}
