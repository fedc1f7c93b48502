using Lacquer.Dsp;
using Lacquer.Dsp.Filters;
using Lacquer.Dsp.Metering;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>What several faults do to sound in memory.</summary>
internal static class Sounds
{
    /// <summary>Highest magnitude.</summary>
    public static float Peak(AudioBuffer sound)
    {
        float peak = 0;
        for (int c = 0; c < sound.Channels; c++)
        {
            foreach (float x in sound.Channel(c))
            {
                peak = Math.Max(peak, Math.Abs(x));
            }
        }

        return peak;
    }

    /// <summary>Root of the mean square over both channels of a stretch.</summary>
    public static double Rms(AudioBuffer sound, int from, int to)
    {
        double sum = 0;
        (from, to) = (Math.Max(0, from), Math.Min(sound.Frames, to));
        for (int c = 0; c < sound.Channels; c++)
        {
            foreach (float x in sound.Channel(c)[from..to])
            {
                sum += (double)x * x;
            }
        }

        return Math.Sqrt(sum / Math.Max(1, (to - from) * sound.Channels));
    }

    /// <summary>Integrated loudness, in LUFS.</summary>
    public static double Loudness(AudioBuffer sound, int rateHz)
    {
        var meter = new LoudnessMeter(rateHz, sound.Channels);
        meter.Process(sound.AsBlock());
        return meter.Integrated.Value;
    }

    /// <summary>Multiplies everything.</summary>
    public static void Gain(AudioBuffer sound, float gain)
    {
        for (int c = 0; c < sound.Channels; c++)
        {
            foreach (ref float x in sound.Channel(c))
            {
                x *= gain;
            }
        }
    }

    /// <summary>Filters every channel.</summary>
    public static void Filter(AudioBuffer sound, BiquadCoefficients coefficients)
    {
        for (int c = 0; c < sound.Channels; c++)
        {
            new Biquad(coefficients).Process(sound.Channel(c));
        }
    }

    /// <summary>Filters forwards and backwards: the square of the magnitude, no phase.</summary>
    public static float[] WithoutPhase(ReadOnlySpan<float> samples, params BiquadCoefficients[] sections)
    {
        float[] result = samples.ToArray();
        foreach (BiquadCoefficients section in sections)
        {
            new Biquad(section).Process(result);
            Array.Reverse(result);
            new Biquad(section).Process(result);
            Array.Reverse(result);
        }

        return result;
    }

    /// <summary>Noise with a normal distribution and power 1.</summary>
    public static float[] Noise(int frames, Random random)
    {
        var noise = new float[frames];
        for (int n = 0; n < frames; n++)
        {
            noise[n] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return noise;
    }

    /// <summary>Power of some samples.</summary>
    public static double Power(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float x in samples)
        {
            sum += (double)x * x;
        }

        return sum / Math.Max(1, samples.Length);
    }

    /// <summary>A linear factor.</summary>
    public static float Linear(double decibels) => (float)Math.Pow(10, decibels / 20);
}
