namespace Lacquer.Dsp.Spectral;

/// <summary>Threshold and ratio of one dynamics band.</summary>
public sealed record DynamicsBandSettings
{
    /// <summary>Level above which the band is turned down, in dBFS as <see cref="BandLevels"/> reads it. Range −80 to 0, default −20.</summary>
    public double ThresholdDbfs { get; init => field = Require.InRange(value, -80, 0, nameof(ThresholdDbfs)); } = -20;

    /// <summary>dB at the input per dB at the output above the threshold. Range 1 (nothing) to 4, default 1.</summary>
    public double Ratio { get; init => field = Require.InRange(value, 1, 4, nameof(Ratio)); } = 1;
}
