using Lacquer.Dsp;
using Lacquer.Dsp.Spectral;

namespace Lacquer.TestKit;

/// <summary>Noise with an exact long-term spectrum: every frequency has the amplitude asked for and a random phase.</summary>
public static class ShapedNoise
{
    /// <summary>Pink noise: power falls by 3 dB an octave, so every third octave holds the same.</summary>
    public static AudioBuffer Pink(double rms, int sampleRateHz, double seconds, int channels = 2, int seed = 1) =>
        Make(frequencyHz => frequencyHz < 5 ? 0 : 1 / Math.Sqrt(frequencyHz), rms, sampleRateHz, seconds, channels, seed);

    /// <summary>White noise: power rises by 1 dB from one third octave to the next.</summary>
    public static AudioBuffer White(double rms, int sampleRateHz, double seconds, int channels = 2, int seed = 1) =>
        Make(frequencyHz => 1, rms, sampleRateHz, seconds, channels, seed);

    /// <summary>Noise, independent in every channel.</summary>
    /// <param name="amplitude">Relative amplitude at a frequency in Hz.</param>
    /// <param name="rms">RMS of each channel, linear.</param>
    /// <param name="sampleRateHz">Frames per second.</param>
    /// <param name="seconds">Length; beyond 2^20 frames the noise repeats without a seam.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="seed">Seed of the phases.</param>
    public static AudioBuffer Make(Func<double, double> amplitude, double rms, int sampleRateHz, double seconds, int channels, int seed)
    {
        int frames = (int)(sampleRateHz * seconds);
        int size = 1 << Math.Clamp((int)Math.Ceiling(Math.Log2(frames)), 4, 20);
        var fft = new RealFft(size);
        var random = new Random(seed);
        var buffer = new AudioBuffer(channels, frames);
        var time = new float[size];
        (var re, var im) = (new float[fft.Bins], new float[fft.Bins]);
        for (int c = 0; c < channels; c++)
        {
            for (int k = 1; k < fft.Bins - 1; k++)
            {
                double a = amplitude((double)k * sampleRateHz / size);
                (double sin, double cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
                (re[k], im[k]) = ((float)(a * cos), (float)(a * sin));
            }

            fft.Inverse(re, im, time);
            double energy = 0;
            foreach (float x in time)
            {
                energy += (double)x * x;
            }

            float gain = (float)(rms / Math.Sqrt(energy / size));
            Span<float> samples = buffer.Channel(c);
            for (int n = 0; n < frames; n++)
            {
                samples[n] = gain * time[n % size];
            }
        }

        return buffer;
    }
}
