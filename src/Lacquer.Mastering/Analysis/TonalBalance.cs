namespace Lacquer.Mastering.Analysis;

/// <summary>Long-term spectrum in the 31 third-octave bands from 20 Hz to 20 kHz (IEC 61260-1 nominal centres).</summary>
public sealed record TonalBalance
{
    /// <summary>Nominal centre frequencies, in Hz.</summary>
    public required double[] BandCentresHz { get; init; }

    /// <summary>Power of each band relative to the power of all bands, in dB; both channels together. −∞ for an empty band.</summary>
    public required double[] LevelsDb { get; init; }

    /// <summary>The same for mid, (L+R)/2, relative to the same whole.</summary>
    public required double[] MidLevelsDb { get; init; }

    /// <summary>The same for side, (L−R)/2, relative to the same whole; all −∞ for mono.</summary>
    public required double[] SideLevelsDb { get; init; }

    /// <summary>The spectrum of the loudest third of the track alone: a bass solo or a quiet intro has no say in it.</summary>
    public required double[] LoudPartLevelsDb { get; init; }

    /// <summary>
    /// Per band: how much it moves between quiet and loud, the distance of the 95th and the 10th percentile of its level over
    /// time (frames of about 0.2 s, silent ones left out), in dB.
    /// </summary>
    public required double[] SpreadDb { get; init; }
}
