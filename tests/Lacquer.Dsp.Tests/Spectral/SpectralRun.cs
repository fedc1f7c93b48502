using System.Numerics;
using Lacquer.Dsp.Spectral;
using MathNet.Numerics.IntegralTransforms;

namespace Lacquer.Dsp.Tests.Spectral;

/// <summary>Runs the spectral stage over a whole signal and takes its delay away again.</summary>
internal static class SpectralRun
{
    public static AudioBuffer Apply(SpectralSettings settings, AudioBuffer input, int sampleRateHz, int blockFrames = 4_096)
    {
        var processor = new SpectralProcessor(settings);
        return Apply(processor, input, sampleRateHz, blockFrames);
    }

    public static AudioBuffer Apply(SpectralProcessor processor, AudioBuffer input, int sampleRateHz, int blockFrames = 4_096)
    {
        processor.Prepare(new StreamFormat { SampleRateHz = sampleRateHz, Channels = input.Channels, MaxFrames = blockFrames });
        int latency = processor.LatencyFrames;
        var padded = new AudioBuffer(input.Channels, input.Frames + latency);
        input.AsBlock().CopyTo(padded.AsBlock());
        for (int start = 0; start < padded.Frames; start += blockFrames)
        {
            processor.Process(padded.AsBlock(start, Math.Min(blockFrames, padded.Frames - start)));
        }

        var output = new AudioBuffer(input.Channels, input.Frames);
        padded.AsBlock(latency, input.Frames).CopyTo(output.AsBlock());
        return output;
    }

    /// <summary>Level of the difference of two signals, in dB relative to full scale; −∞ when they are the same.</summary>
    public static double DifferenceDb(AudioBuffer a, AudioBuffer b)
    {
        double sum = 0;
        for (int c = 0; c < a.Channels; c++)
        {
            Span<float> x = a.Channel(c);
            Span<float> y = b.Channel(c);
            for (int n = 0; n < x.Length; n++)
            {
                double d = (double)x[n] - y[n];
                sum += d * d;
            }
        }

        return 10 * Math.Log10(sum / ((double)a.Frames * a.Channels));
    }

    /// <summary>Power of a stretch of samples, in dB.</summary>
    public static double PowerDb(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float x in samples)
        {
            sum += (double)x * x;
        }

        return 10 * Math.Log10(sum / samples.Length);
    }

    /// <summary>Magnitudes in dB of an impulse response, in double precision; the length must be a power of two for speed.</summary>
    public static double[] ResponseDb(ReadOnlySpan<float> impulse)
    {
        var spectrum = new Complex[impulse.Length];
        for (int n = 0; n < spectrum.Length; n++)
        {
            spectrum[n] = impulse[n];
        }

        Fourier.Forward(spectrum, FourierOptions.AsymmetricScaling);
        var db = new double[(spectrum.Length / 2) + 1];
        for (int k = 0; k < db.Length; k++)
        {
            db[k] = 20 * Math.Log10(spectrum[k].Magnitude);
        }

        return db;
    }

    /// <summary>Level in dB of one frequency, by correlation over a Hann window: 0 for a sine of peak 1.</summary>
    public static double ToneDb(ReadOnlySpan<float> samples, double frequencyHz, int sampleRateHz)
    {
        Complex sum = Complex.Zero;
        double weight = 0;
        for (int n = 0; n < samples.Length; n++)
        {
            double w = 0.5 - (0.5 * Math.Cos(2 * Math.PI * n / samples.Length));
            sum += w * samples[n] * Complex.Exp(new Complex(0, -2 * Math.PI * frequencyHz * n / sampleRateHz));
            weight += w;
        }

        return 20 * Math.Log10(2 * sum.Magnitude / weight);
    }

    /// <summary>A unit impulse in mid (both channels alike) or side (opposite).</summary>
    public static AudioBuffer Impulse(int frames, int channels, bool side = false)
    {
        var buffer = new AudioBuffer(channels, frames);
        buffer.Channel(0)[0] = 1;
        buffer.Channel(channels - 1)[0] = side ? -1 : 1;
        return buffer;
    }

    /// <summary>Pink noise, independent per channel: white noise through Kellet's −3 dB per octave filter (±0.05 dB above 9 Hz at 44.1 kHz).</summary>
    public static AudioBuffer PinkNoise(double rms, int sampleRateHz, double seconds, int channels = 2, int seed = 1)
    {
        AudioBuffer buffer = TestKit.Signals.WhiteNoise(1, sampleRateHz, seconds, channels, seed);
        var b = new double[7];
        for (int c = 0; c < channels; c++)
        {
            Span<float> x = buffer.Channel(c);
            Array.Clear(b);
            foreach (ref float sample in x)
            {
                double w = sample;
                b[0] = (0.99886 * b[0]) + (w * 0.0555179);
                b[1] = (0.99332 * b[1]) + (w * 0.0750759);
                b[2] = (0.96900 * b[2]) + (w * 0.1538520);
                b[3] = (0.86650 * b[3]) + (w * 0.3104856);
                b[4] = (0.55000 * b[4]) + (w * 0.5329522);
                b[5] = (-0.7616 * b[5]) - (w * 0.0168980);
                sample = (float)(b[0] + b[1] + b[2] + b[3] + b[4] + b[5] + b[6] + (w * 0.5362));
                b[6] = w * 0.115926;
            }

            float scale = (float)(rms / Math.Pow(10, PowerDb(x) / 20));
            foreach (ref float sample in x)
            {
                sample *= scale;
            }
        }

        return buffer;
    }
}
