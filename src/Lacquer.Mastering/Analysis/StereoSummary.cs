namespace Lacquer.Mastering.Analysis;

/// <summary>How the two channels relate. A mono file has correlation 1, no side and loses nothing.</summary>
public sealed record StereoSummary
{
    /// <summary>Normalised cross-correlation at lag zero, −1 to 1; NaN for silence.</summary>
    public required double Correlation { get; init; }

    /// <summary>Power of side, (L−R)/2, against mid, (L+R)/2, in dB; −∞ for mono.</summary>
    public required double SideToMidDb { get; init; }

    /// <summary>Loudness lost when the track is folded to mono, in dB, ≥ 0: power of mid and side against mid, K-weighted.</summary>
    public required double MonoLossDb { get; init; }

    /// <summary>Correlation per third-octave band, same bands as the tonal balance; NaN for an empty band.</summary>
    public required double[] BandCorrelation { get; init; }
}
