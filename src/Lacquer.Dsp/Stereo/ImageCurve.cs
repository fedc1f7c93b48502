using Lacquer.Dsp.Spectral;

namespace Lacquer.Dsp.Stereo;

/// <summary>The wanted gain on side over frequency.</summary>
public static class ImageCurve
{
    /// <summary>Width never changes at and below this frequency, in Hz (orchestral basses live off centre: the lows are left as they are).</summary>
    public const double LowestHz = 120;

    /// <summary>Order of the Butterworth high-pass that folds lows to mono: 48 dB an octave, chosen.</summary>
    private const int FoldOrder = 8;

    /// <summary>The fold stops here, in dB: below hearing, and a finite logarithm for the minimum-phase design.</summary>
    private const double FoldFloorDb = -90;

    /// <summary>Gain on side, in dB.</summary>
    /// <param name="settings">Widths and fold.</param>
    /// <param name="frequencyHz">Hz, ≥ 0.</param>
    public static double GainDb(ImageSettings settings, double frequencyHz)
    {
        ArgumentNullException.ThrowIfNull(settings);
        double lowMid = BandShape.Above(LowestHz * BandShape.EdgeRatio, frequencyHz);
        double mid = BandShape.Above(BandLevels.EdgesHz[1], frequencyHz);
        double high = BandShape.Above(BandLevels.EdgesHz[2], frequencyHz);
        double widthDb = (settings.LowMidWidthDb * (lowMid - mid)) + (settings.MidWidthDb * (mid - high)) + (settings.HighWidthDb * high);
        return widthDb + FoldDb(settings.MonoBelowHz, frequencyHz);
    }

    private static double FoldDb(double cornerHz, double frequencyHz)
    {
        if (cornerHz == 0)
        {
            return 0;
        }

        double powerRatio = Math.Pow(cornerHz / frequencyHz, 2 * FoldOrder);
        return Math.Max(FoldFloorDb, -10 * Math.Log10(1 + powerRatio));
    }
}
