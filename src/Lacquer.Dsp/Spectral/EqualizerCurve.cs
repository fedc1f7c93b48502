namespace Lacquer.Dsp.Spectral;

/// <summary>The wanted response of an equaliser: a monotone cubic through its knots over the logarithm of frequency.</summary>
/// <remarks>
/// Monotone between knots, so a curve never overshoots what was asked for. Held level outside the outermost knots; the
/// extra side gain fades out below its first knot, because lows must not grow wide.
/// </remarks>
public sealed class EqualizerCurve
{
    /// <summary>Frequencies of the gains on mid: half octaves, in Hz.</summary>
    public static readonly double[] MidKnotsHz =
    [
        22.4, 31.5, 45, 63, 90, 125, 180, 250, 355, 500, 710, 1_000, 1_400, 2_000, 2_800, 4_000, 5_600, 8_000, 11_200, 16_000,
    ];

    /// <summary>Frequencies of the extra gains on side, in Hz.</summary>
    public static readonly double[] SideKnotsHz = [120, 300, 800, 2_000, 5_000, 12_000];

    /// <summary>The extra side gain is 0 dB here and below, in Hz. An octave under its first knot: chosen, gentle enough not to ring.</summary>
    public const double SideFadeEndHz = 60;

    private readonly MonotoneCurve _mid;
    private readonly MonotoneCurve _side;

    /// <summary>Prepares the interpolation for one set of gains.</summary>
    public EqualizerCurve(EqualizerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _mid = MonotoneCurve.OverLogFrequency(MidKnotsHz, settings.MidDb);
        _side = MonotoneCurve.OverLogFrequency([SideFadeEndHz, .. SideKnotsHz], [0, .. settings.SideDb]);
    }

    /// <summary>Gain on mid, in dB.</summary>
    /// <param name="settings">The knots' gains.</param>
    /// <param name="frequencyHz">Hz, ≥ 0.</param>
    public static double GainDb(EqualizerSettings settings, double frequencyHz) => new EqualizerCurve(settings).MidDb(frequencyHz);

    /// <summary>Gain on mid, in dB.</summary>
    /// <param name="frequencyHz">Hz, ≥ 0.</param>
    public double MidDb(double frequencyHz) => _mid.At(Math.Log2(frequencyHz));

    /// <summary>Gain on side, in dB: that of mid and the extra one.</summary>
    /// <param name="frequencyHz">Hz, ≥ 0.</param>
    public double SideDb(double frequencyHz)
    {
        double octaves = Math.Log2(frequencyHz);
        return _mid.At(octaves) + _side.At(octaves);
    }
}
