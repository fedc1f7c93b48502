using Lacquer.Dsp.Units;

namespace Lacquer.Mastering.Analysis;

/// <summary>A stretch of music between two changes.</summary>
public sealed record Section
{
    /// <summary>Start, in seconds from the beginning.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>End, in seconds from the beginning.</summary>
    public required double EndSeconds { get; init; }

    /// <summary>Gated loudness of this stretch; −∞ when it is silent.</summary>
    public required Lufs Integrated { get; init; }

    /// <summary>Its spectrum in the third-octave bands, relative to its own whole, in dB.</summary>
    public required double[] LevelsDb { get; init; }
}
