using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Verification;

/// <summary>What differs between two files once they are equally loud.</summary>
public sealed record Comparison
{
    /// <summary>First file.</summary>
    public required string FileA { get; init; }

    /// <summary>Second file.</summary>
    public required string FileB { get; init; }

    /// <summary>Measurements of the first.</summary>
    public required TrackAnalysis A { get; init; }

    /// <summary>Measurements of the second.</summary>
    public required TrackAnalysis B { get; init; }

    /// <summary>Gain that makes the second as loud as the first, in dB; NaN when either is silent.</summary>
    public required double GainDb { get; init; }

    /// <summary>
    /// Power of the difference after that gain against the power of the first, in dB; −∞ when they are the same. The files are compared
    /// from their first frame on, over the longer one's length, the second converted to the first one's rate; a mono file counts as both channels.
    /// </summary>
    public required double ResidualDb { get; init; }

    /// <summary>Third-octave spectrum of the second minus the first, at equal loudness, in dB; NaN where either is empty.</summary>
    public required double[] ToneDb { get; init; }

    /// <summary>RMS of that from 50 Hz to 12.5 kHz, its mean removed, in dB.</summary>
    public required double ToneRmsDb { get; init; }
}
