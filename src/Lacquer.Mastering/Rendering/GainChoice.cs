namespace Lacquer.Mastering.Rendering;

/// <summary>The gain of the loudness stage and what is expected of it.</summary>
public sealed record GainChoice
{
    /// <summary>Gain before the limiter, in dB.</summary>
    public required double GainDb { get; init; }

    /// <summary>Expected integrated loudness of the master, in LUFS; NaN when it has none.</summary>
    public required double ExpectedLufs { get; init; }

    /// <summary>Expected limiting, mean over the worst 3 s, in dB.</summary>
    public required double ExpectedReductionDb { get; init; }

    /// <summary>Whether the loudness was held back by the limiting budget.</summary>
    public bool HeldBack { get; init; }

    /// <summary>What levels of sections add to the loudness that the target means, in LU.</summary>
    public double SectionLu { get; init; }

    /// <summary>Whether no gain reaches the loudness: the track is too quiet, or too much of it is silence.</summary>
    public bool OutOfReach { get; init; }
}
