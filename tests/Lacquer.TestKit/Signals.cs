using Lacquer.Dsp;

namespace Lacquer.TestKit;

/// <summary>Test signals; every random one has a fixed seed.</summary>
public static class Signals
{
    /// <summary>The same sine in every channel.</summary>
    public static AudioBuffer Sine(double frequencyHz, double peak, int sampleRateHz, double seconds, int channels = 2, double phaseDegrees = 0)
    {
        var buffer = new AudioBuffer(channels, (int)Math.Round(sampleRateHz * seconds));
        double w = 2 * Math.PI * frequencyHz / sampleRateHz;
        for (int c = 0; c < channels; c++)
        {
            Span<float> samples = buffer.Channel(c);
            for (int n = 0; n < samples.Length; n++)
            {
                samples[n] = (float)(peak * Math.Sin((w * n) + (phaseDegrees * Math.PI / 180)));
            }
        }

        return buffer;
    }

    /// <summary>White noise, uniform, independent in every channel.</summary>
    public static AudioBuffer WhiteNoise(double peak, int sampleRateHz, double seconds, int channels = 2, int seed = 1)
    {
        var buffer = new AudioBuffer(channels, (int)Math.Round(sampleRateHz * seconds));
        var random = new Random(seed);
        for (int c = 0; c < channels; c++)
        {
            foreach (ref float sample in buffer.Channel(c))
            {
                sample = (float)(peak * ((2 * random.NextDouble()) - 1));
            }
        }

        return buffer;
    }
}
