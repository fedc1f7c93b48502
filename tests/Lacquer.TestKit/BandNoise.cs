using System.Numerics;
using Lacquer.Dsp;
using MathNet.Numerics.IntegralTransforms;

namespace Lacquer.TestKit;

/// <summary>Noise with nothing above a chosen frequency: made in the frequency domain, then faded in and out.</summary>
public static class BandNoise
{
    /// <summary>Gaussian-like noise, independent in both channels, fixed seed.</summary>
    /// <param name="rms">Root mean square, linear.</param>
    /// <param name="bandwidth">Highest frequency as a share of half the rate.</param>
    /// <param name="sampleRateHz">Frames per second.</param>
    /// <param name="seconds">Length.</param>
    /// <param name="seed">Another seed, other noise.</param>
    public static AudioBuffer Make(double rms, double bandwidth, int sampleRateHz, double seconds, int seed = 5)
    {
        var buffer = new AudioBuffer(2, (int)Math.Round(seconds * sampleRateHz));
        var random = new Random(seed);
        int frames = buffer.Frames;
        int highest = (int)(bandwidth * frames / 2);
        double magnitude = rms * Math.Sqrt(2.0 / highest) / 2;
        for (int c = 0; c < 2; c++)
        {
            var spectrum = new Complex[frames];
            for (int k = 1; k < highest; k++)
            {
                spectrum[k] = 2 * Complex.FromPolarCoordinates(magnitude, 2 * Math.PI * random.NextDouble());
            }

            Fourier.Inverse(spectrum, FourierOptions.NoScaling);
            for (int n = 0; n < frames; n++)
            {
                double fade = Math.Min(1, Math.Min(n, frames - 1 - n) / 200.0);
                buffer.Channel(c)[n] = (float)(spectrum[n].Real * (0.5 - (0.5 * Math.Cos(Math.PI * fade))));
            }
        }

        return buffer;
    }
}
