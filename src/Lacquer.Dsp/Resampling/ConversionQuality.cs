namespace Lacquer.Dsp.Resampling;

/// <summary>How exact a rate conversion is, and so how long its filters are.</summary>
public sealed record ConversionQuality
{
    /// <summary>For sound that is heard: flat to 0.95 of half the lower rate, nothing folds back.</summary>
    public static readonly ConversionQuality Full = new();

    /// <summary>
    /// For sound that is only measured: a ninth of the work. The transition lies around half the lower rate, so what folds back falls upon
    /// the upper eighth of the band and stands in for what the filter takes there: noise keeps its level to the edge.
    /// </summary>
    public static readonly ConversionQuality Measuring = new() { PassbandEdge = 0.88, StopbandEdge = 1.12, AttenuationDb = 80 };

    /// <summary>Passband edge, as a share of half the lower rate. 0.1 to 0.99, default 0.95.</summary>
    public double PassbandEdge { get; init => field = Require.InRange(value, 0.1, 0.99, nameof(PassbandEdge)); } = 0.95;

    /// <summary>Stop-band edge, as a share of half the lower rate; above 1 something folds back. 1 to 1.5, default 1.</summary>
    public double StopbandEdge { get; init => field = Require.InRange(value, 1, 1.5, nameof(StopbandEdge)); } = 1;

    /// <summary>Stop-band attenuation of the design, in dB. 50 to 300, default 150: 10 dB below the promised −140 dB, for float rounding and images that add up.</summary>
    public double AttenuationDb { get; init => field = Require.InRange(value, 50, 300, nameof(AttenuationDb)); } = 150;
}
