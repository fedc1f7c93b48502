using System.Numerics;
using Lacquer.Dsp;
using MathNet.Numerics.IntegralTransforms;

namespace Lacquer.TestKit;

/// <summary>True peak by the Fourier transform: zeros are put above half the rate, so every frequency below it is kept exactly.</summary>
/// <remarks>Pieces overlap and fade at their ends; what is read lies a guard of 1024 samples away from them.</remarks>
public static class TruePeakOracle
{
    private const int Piece = 8_192;
    private const int Guard = 1_024;

    /// <summary>Highest absolute value of all channels, in dBTP.</summary>
    public static double PeakDb(AudioBuffer buffer, int factor = 16)
    {
        double peak = 0;
        for (int c = 0; c < buffer.Channels; c++)
        {
            peak = Math.Max(peak, Peak(buffer.Channel(c), factor));
        }

        return 20 * Math.Log10(peak);
    }

    private static double Peak(ReadOnlySpan<float> samples, int factor)
    {
        double peak = 0;
        for (int start = -Guard; start < samples.Length; start += Piece - (2 * Guard))
        {
            var spectrum = new Complex[Piece];
            for (int n = 0; n < Piece; n++)
            {
                int at = start + n;
                double edge = Math.Min(1, (Math.Min(n, Piece - 1 - n) + 0.5) / (Guard / 2));
                spectrum[n] = at >= 0 && at < samples.Length ? samples[at] * (0.5 - (0.5 * Math.Cos(Math.PI * edge))) : 0;
            }

            Fourier.Forward(spectrum, FourierOptions.AsymmetricScaling);
            var fine = new Complex[Piece * factor];
            for (int k = 0; k < Piece / 2; k++)
            {
                fine[k] = 2 * spectrum[k] / Piece; // the analytic signal: its real part is what we want
            }

            fine[0] /= 2;
            fine[Piece / 2] = spectrum[Piece / 2] / Piece;
            Fourier.Inverse(fine, FourierOptions.NoScaling);
            for (int n = Guard * factor; n < (Piece - Guard) * factor; n++)
            {
                peak = Math.Max(peak, Math.Abs(fine[n].Real));
            }
        }

        return peak;
    }
}
