namespace Lacquer.Mastering.Analysis.Features;

/// <summary>Where each number stands in the features. Training reads the same order; a change here raises <see cref="Version"/>.</summary>
public static class FeatureLayout
{
    /// <summary>A model trained on another version is refused.</summary>
    public const int Version = 2;

    /// <summary>Bands of mid and of side, equally wide on the ERB scale.</summary>
    public const int Bands = 40;

    /// <summary>Wider bands, five narrow ones each, for what needs many bins to be told.</summary>
    public const int Groups = 8;

    /// <summary>Lower end, in Hz: under the lowest string of a bass lies hardly any music.</summary>
    public const double LowHz = 30;

    /// <summary>Upper end, in Hz: above it a lossy coder's low-pass tells more than the music does.</summary>
    public const double HighHz = 14_000;

    /// <summary>Length of a segment, in seconds.</summary>
    public const double SegmentSeconds = 12;

    /// <summary>Most segments kept of a track, evenly spread over it; thirteen minutes are kept whole.</summary>
    public const int MostSegments = 64;

    /// <summary>Lowest level told apart, in dBFS.</summary>
    public const float FloorDb = -120;

    /// <summary>Where each frame's numbers begin: levels of mid and side, dB; transients, dB; correlation, −1 to 1; tonality, dB.</summary>
    public const int MidAt = 0, SideAt = Bands, TransientAt = 2 * Bands, CorrelationAt = TransientAt + Groups, TonalityAt = CorrelationAt + Groups;

    /// <summary>Numbers a frame.</summary>
    public const int FrameValues = TonalityAt + Groups;

    /// <summary>
    /// Where each segment's numbers begin, per band: mean level of mid, dBFS; side against mid, dB; 10th, 50th and 90th percentile of mid
    /// against its mean, dB; mean change from frame to frame, dB; correlation of rises with those of all bands; deviation of the level over
    /// seconds, dB; correlation with the next band.
    /// </summary>
    public const int LevelAt = 0, WidthAt = Bands, Percentile10At = 2 * Bands, Percentile50At = 3 * Bands, Percentile90At = 4 * Bands,
        FluxAt = 5 * Bands, OnsetAt = 6 * Bands, SlowAt = 7 * Bands, NeighbourAt = 8 * Bands;

    /// <summary>And per group: mean and deviation of transients, mean correlation, mean and deviation of tonality.</summary>
    public const int TransientMeanAt = 9 * Bands, TransientDeviationAt = TransientMeanAt + Groups, CorrelationMeanAt = TransientMeanAt + (2 * Groups),
        TonalityMeanAt = TransientMeanAt + (3 * Groups), TonalityDeviationAt = TransientMeanAt + (4 * Groups);

    /// <summary>Numbers a segment.</summary>
    public const int SegmentValues = TransientMeanAt + (5 * Groups);

    /// <summary>Middles of the bands, in Hz.</summary>
    public static double[] CentresHz => ErbScale.CentresHz(LowHz, HighHz, Bands);
}
