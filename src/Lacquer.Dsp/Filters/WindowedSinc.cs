using Lacquer.Dsp.Resampling;

namespace Lacquer.Dsp.Filters;

/// <summary>Short interpolators: a sinc under a Kaiser window.</summary>
internal static class WindowedSinc
{
    /// <summary>sin(πx)/(πx).</summary>
    public static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

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
            h[j] = Sinc(x) * KaiserWindow.Value(x / (taps / 2), beta);
            sum += h[j];
        }

        return Array.ConvertAll(h, tap => (float)(tap / sum));
    }
}
