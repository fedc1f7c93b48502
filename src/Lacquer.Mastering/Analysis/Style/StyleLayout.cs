namespace Lacquer.Mastering.Analysis.Style;

/// <summary>What the style classifier judges by: a row of numbers for every window of half a minute.</summary>
/// <remarks>
/// The definitions are those of librosa 0.7, with which the data set's features were computed; training/style.py names the same row in
/// the same order. None of the numbers depends on the level: where librosa's would (RMS, the first cepstral coefficient's mean, the floor
/// of the decibel scale) it is left out or taken relative to the window's own.
/// </remarks>
internal static class StyleLayout
{
    /// <summary>Raised when the meaning or order of the numbers changes; a model of another version is refused.</summary>
    public const int Version = 1;

    /// <summary>Rate of the data set, and so of the measurement.</summary>
    public const int RateHz = 22_050;

    /// <summary>Length of a frame, in samples.</summary>
    public const int FrameSize = 2_048;

    /// <summary>Distance of two frames, in samples.</summary>
    public const int Hop = 512;

    /// <summary>Length of a window: that of the data set's excerpts.</summary>
    public const int WindowSeconds = 30;

    /// <summary>At most so many windows of a track are judged. Chosen: more cost more, and hardly change the answer.</summary>
    public const int MostWindows = 2;

    /// <summary>Centroid, bandwidth, roll-off, zero crossings.</summary>
    public const int Descriptors = 4;

    /// <summary>Mel-frequency cepstral coefficients.</summary>
    public const int Cepstra = 20;

    /// <summary>
    /// Numbers of a window: mean and log variance of each descriptor, log variance of the first coefficient, mean and log variance of the
    /// others, log of the RMS's relative variance.
    /// </summary>
    public const int Values = (2 * Descriptors) + (2 * Cepstra);

    /// <summary>Added to a variance before its logarithm; far below what music shows.</summary>
    public const double LeastVariance = 1e-9;
}
