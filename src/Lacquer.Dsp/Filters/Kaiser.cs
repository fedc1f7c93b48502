namespace Lacquer.Dsp.Filters;

/// <summary>Windowed-sinc kernels with a Kaiser window.</summary>
/// <remarks>J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", ISCAS 1974.</remarks>
internal static class Kaiser
{
    /// <summary>Shape factor for a stop-band attenuation above 50 dB.</summary>
    public static double Beta(double attenuationDb) => 0.1102 * (attenuationDb - 8.7);

    /// <summary>The window at <paramref name="x"/>, −1 to 1; 0 outside.</summary>
    public static double Window(double x, double beta) => Math.Abs(x) > 1 ? 0 : BesselI0(beta * Math.Sqrt(1 - (x * x))) / BesselI0(beta);

    /// <summary>sin(πx)/(πx).</summary>
    public static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    /// <summary>Modified Bessel function of the first kind, order zero (power series, to double precision).</summary>
    public static double BesselI0(double x)
    {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }

    /// <summary>
    /// One phase of an interpolator: coefficients that read the value <paramref name="fraction"/> frames after the tap
    /// <c>taps/2 − 1</c>. They sum to one, so a constant stays what it is.
    /// </summary>
    /// <param name="taps">Even number of taps.</param>
    /// <param name="fraction">0 to 1.</param>
    /// <param name="beta">Shape of the window.</param>
    public static float[] InterpolatorPhase(int taps, double fraction, double beta)
    {
        double[] h = new double[taps];
        double sum = 0;
        for (int j = 0; j < taps; j++)
        {
            double x = j - ((taps / 2) - 1) - fraction;
            h[j] = Sinc(x) * Window(x / (taps / 2), beta);
            sum += h[j];
        }

        float[] phase = new float[taps];
        for (int j = 0; j < taps; j++)
        {
            phase[j] = (float)(h[j] / sum);
        }

        return phase;
    }
}
