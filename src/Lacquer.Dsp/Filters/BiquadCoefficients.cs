namespace Lacquer.Dsp.Filters;

/// <summary>A second-order section H(z) = (b0 + b1 z⁻¹ + b2 z⁻²)/(1 + a1 z⁻¹ + a2 z⁻²).</summary>
/// <remarks>
/// Designs: R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients" (W3C note, 2021); symbols follow it.
/// Frequencies are in Hz and must lie below half the rate.
/// </remarks>
/// <param name="B0">Numerator.</param>
/// <param name="B1">Numerator, one sample back.</param>
/// <param name="B2">Numerator, two samples back.</param>
/// <param name="A1">Denominator, one sample back; a0 = 1.</param>
/// <param name="A2">Denominator, two samples back.</param>
public readonly record struct BiquadCoefficients(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>Q of a second-order Butterworth filter.</summary>
    public const double ButterworthQ = 0.70710678118654752;

    /// <summary>Changes nothing.</summary>
    public static readonly BiquadCoefficients Identity = new(1, 0, 0, 0, 0);

    /// <summary>Low-pass.</summary>
    public static BiquadCoefficients LowPass(double frequencyHz, double q, double sampleRateHz)
    {
        (double cosW0, double alpha) = Prewarp(frequencyHz, q, sampleRateHz);
        return Normalise((1 - cosW0) / 2, 1 - cosW0, (1 - cosW0) / 2, 1 + alpha, -2 * cosW0, 1 - alpha);
    }

    /// <summary>High-pass.</summary>
    public static BiquadCoefficients HighPass(double frequencyHz, double q, double sampleRateHz)
    {
        (double cosW0, double alpha) = Prewarp(frequencyHz, q, sampleRateHz);
        return Normalise((1 + cosW0) / 2, -(1 + cosW0), (1 + cosW0) / 2, 1 + alpha, -2 * cosW0, 1 - alpha);
    }

    /// <summary>All-pass: the phase turns by 180° around the frequency, the level stays.</summary>
    public static BiquadCoefficients AllPass(double frequencyHz, double q, double sampleRateHz)
    {
        (double cosW0, double alpha) = Prewarp(frequencyHz, q, sampleRateHz);
        return Normalise(1 - alpha, -2 * cosW0, 1 + alpha, 1 + alpha, -2 * cosW0, 1 - alpha);
    }

    /// <summary>Bell with the given gain at its centre.</summary>
    public static BiquadCoefficients Bell(double frequencyHz, double q, double gainDb, double sampleRateHz)
    {
        (double cosW0, double alpha) = Prewarp(frequencyHz, q, sampleRateHz);
        double A = Math.Pow(10, gainDb / 40);
        return Normalise(1 + (alpha * A), -2 * cosW0, 1 - (alpha * A), 1 + (alpha / A), -2 * cosW0, 1 - (alpha / A));
    }

    /// <summary>High shelf: the gain well above the frequency, half of it (in dB) there.</summary>
    public static BiquadCoefficients HighShelf(double frequencyHz, double q, double gainDb, double sampleRateHz)
    {
        (double c, double alpha) = Prewarp(frequencyHz, q, sampleRateHz);
        double A = Math.Pow(10, gainDb / 40);
        double r = 2 * Math.Sqrt(A) * alpha;
        return Normalise(
            A * (A + 1 + ((A - 1) * c) + r),
            -2 * A * (A - 1 + ((A + 1) * c)),
            A * (A + 1 + ((A - 1) * c) - r),
            A + 1 - ((A - 1) * c) + r,
            2 * (A - 1 - ((A + 1) * c)),
            A + 1 - ((A - 1) * c) - r);
    }

    /// <summary>Low shelf: the gain well below the frequency, half of it (in dB) there.</summary>
    public static BiquadCoefficients LowShelf(double frequencyHz, double q, double gainDb, double sampleRateHz)
    {
        (double c, double alpha) = Prewarp(frequencyHz, q, sampleRateHz);
        double A = Math.Pow(10, gainDb / 40);
        double r = 2 * Math.Sqrt(A) * alpha;
        return Normalise(
            A * (A + 1 - ((A - 1) * c) + r),
            2 * A * (A - 1 - ((A + 1) * c)),
            A * (A + 1 - ((A - 1) * c) - r),
            A + 1 + ((A - 1) * c) + r,
            -2 * (A - 1 + ((A + 1) * c)),
            A + 1 + ((A - 1) * c) - r);
    }

    /// <summary>Magnitude of the response, linear.</summary>
    public double Magnitude(double frequencyHz, double sampleRateHz)
    {
        var z1 = System.Numerics.Complex.FromPolarCoordinates(1, -2 * Math.PI * frequencyHz / sampleRateHz);
        return System.Numerics.Complex.Abs((B0 + (z1 * (B1 + (z1 * B2)))) / (1 + (z1 * (A1 + (z1 * A2)))));
    }

    private static (double CosW0, double Alpha) Prewarp(double frequencyHz, double q, double sampleRateHz)
    {
        double w0 = 2 * Math.PI * Require.InRange(frequencyHz, 1e-3, 0.4999 * sampleRateHz, nameof(frequencyHz)) / sampleRateHz;
        return (Math.Cos(w0), Math.Sin(w0) / (2 * q));
    }

    private static BiquadCoefficients Normalise(double b0, double b1, double b2, double a0, double a1, double a2) =>
        new(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);
}
