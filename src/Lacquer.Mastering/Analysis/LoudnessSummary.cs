using Lacquer.Dsp.Units;

namespace Lacquer.Mastering.Analysis;

/// <summary>Loudness and peaks of a whole track (ITU-R BS.1770-5, EBU Tech 3341 and 3342).</summary>
public sealed record LoudnessSummary
{
    /// <summary>Gated loudness of the whole; −∞ when nothing passes the gate.</summary>
    public required Lufs Integrated { get; init; }

    /// <summary>Loudest 400 ms.</summary>
    public required Lufs MaxMomentary { get; init; }

    /// <summary>Loudest 3 s.</summary>
    public required Lufs MaxShortTerm { get; init; }

    /// <summary>Loudness range in LU, ≥ 0.</summary>
    public required Decibels Range { get; init; }

    /// <summary>Highest true peak of all channels, measured at 16× oversampling.</summary>
    public required DbTp TruePeak { get; init; }

    /// <summary>Highest sample of all channels.</summary>
    public required Dbfs SamplePeak { get; init; }

    /// <summary>True peak above integrated loudness, in dB; infinite or NaN when either does not exist.</summary>
    public Decibels PeakToLoudness => new(TruePeak.Value - Integrated.Value);
}
