using Lacquer.Dsp.Units;

namespace Lacquer.Dsp.Dynamics;

/// <summary>What the loudness stage is expected to do with the settings in question.</summary>
public sealed record LimiterPrediction
{
    /// <summary>Integrated loudness after the stage; −∞ when nothing passes the gates.</summary>
    public required Lufs Integrated { get; init; }

    /// <summary>Limiter gain reduction averaged over the worst 3 s, in dB, ≥ 0.</summary>
    public required double MaxMeanReductionDb { get; init; }

    /// <summary>Limiter gain reduction averaged over everything, in dB, ≥ 0.</summary>
    public required double MeanReductionDb { get; init; }
}
