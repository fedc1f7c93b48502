namespace Lacquer.Mastering.Analysis;

/// <summary>How one of the four dynamics bands behaves over time. Levels are dBFS of the mid/side power sum, per frame.</summary>
public sealed record BandDynamics
{
    /// <summary>Lower edge, in Hz.</summary>
    public required double LowHz { get; init; }

    /// <summary>Upper edge, in Hz.</summary>
    public required double HighHz { get; init; }

    /// <summary>Percentiles of the frame level in dBFS: index 0 = 5 %, 1 = 10 %, … 19 = 100 %. Silent frames are left out.</summary>
    public required double[] LevelPercentilesDbfs { get; init; }

    /// <summary>95th over 50th percentile of the level over seconds in which the band plays, in dB; NaN for an empty band.</summary>
    public required double SlowSwingDb { get; init; }

    /// <summary>Mean over frames of peak to RMS within the frame, in dB.</summary>
    public required double CrestDb { get; init; }
}
