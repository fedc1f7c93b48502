using Lacquer.Dsp.Resampling;

namespace Lacquer.Dsp.Filters;

/// <summary>Design of linear-phase half-band low-passes: every second tap but the middle one is zero.</summary>
internal static class HalfBand
{
    /// <summary>The taps that are not zero, without the middle one (which is one half): 2·<paramref name="order"/> + 2 of them.</summary>
    /// <param name="order">k of a filter with 4k + 3 taps.</param>
    /// <param name="attenuationDb">Stop-band attenuation, dB; the length decides how wide the transition is.</param>
    /// <returns>Symmetric taps whose sum is one half, so that the gain at 0 Hz is one.</returns>
    public static float[] Taps(int order, double attenuationDb)
    {
        double beta = KaiserWindow.Beta(attenuationDb);
        int centre = (2 * order) + 1;
        double[] taps = new double[(2 * order) + 2];
        double sum = 0;
        for (int i = 0; i < taps.Length; i++)
        {
            double x = (2 * i) - centre;
            taps[i] = 0.5 * WindowedSinc.Sinc(x / 2) * KaiserWindow.Value(x / (centre + 1), beta);
            sum += taps[i];
        }

        return Array.ConvertAll(taps, tap => (float)(tap * 0.5 / sum));
    }
}
