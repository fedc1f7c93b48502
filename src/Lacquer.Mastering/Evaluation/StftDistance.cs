using Lacquer.Dsp;
using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Spectral;

namespace Lacquer.Mastering.Evaluation;

/// <summary>Multi-resolution spectral distance of two recordings at equal loudness, on mid and on side.</summary>
/// <remarks>
/// R. Yamamoto, E. Song, J. Kim, "Parallel WaveGAN" (ICASSP 2020), eq. 4 to 7, as used for mastering chains by C. J. Steinmetz,
/// N. J. Bryan, J. D. Reiss, "Style transfer of audio effects with differentiable signal processing" (JAES 2022): the mean over three window
/// lengths of spectral convergence, ‖|A| − |B|‖ / ‖|A|‖, plus the mean of |ln|A| − ln|B||.
/// </remarks>
internal static class StftDistance
{
    private const int Overlap = 4;             // windows a length
    private const double LeastPower = 1e-8;    // as in auraloss, the usual implementation: silence is no difference
    private const double FaintestDb = -90;     // a side that far below full scale is none: rounding, not music

    private static readonly int[] Sizes = [512, 1024, 2048];

    /// <summary>The distances.</summary>
    /// <param name="original">Mono or stereo.</param>
    /// <param name="other">Of the same shape; brought to the original's loudness first.</param>
    /// <param name="sampleRateHz">Of both.</param>
    /// <returns>0 for equal sounds. Side is NaN where the original has none; both are when either is silent.</returns>
    public static (double Mid, double Side) Between(AudioBuffer original, AudioBuffer other, int sampleRateHz)
    {
        double gainDb = Loudness(original, sampleRateHz) - Loudness(other, sampleRateHz);
        if (!double.IsFinite(gainDb))
        {
            return (double.NaN, double.NaN);
        }

        double gain = Math.Pow(10, 0.05 * gainDb);
        double side = original.Channels < 2 ? double.NaN : Distance(Combined(original, -1, 1), Combined(other, -1, gain));
        return (Distance(Combined(original, 1, 1), Combined(other, 1, gain)), side);
    }

    private static double Loudness(AudioBuffer buffer, int sampleRateHz)
    {
        var meter = new LoudnessMeter(sampleRateHz, buffer.Channels);
        meter.Process(buffer.AsBlock());
        return meter.Integrated.Value;
    }

    /// <summary>Half the sum or the difference of both channels.</summary>
    private static float[] Combined(AudioBuffer buffer, int sign, double gain)
    {
        float[] combined = [.. buffer.Channel(0)];
        Span<float> other = buffer.Channel(buffer.Channels - 1);
        for (int n = 0; n < combined.Length; n++)
        {
            combined[n] = (float)(0.5 * gain * (combined[n] + (sign * other[n])));
        }

        return combined;
    }

    private static double Distance(float[] a, float[] b)
    {
        double power = 0;
        foreach (float sample in a)
        {
            power += (double)sample * sample;
        }

        return 10 * Math.Log10(power / a.Length) < FaintestDb ? double.NaN : Sizes.Average(size => Distance(a, b, size));
    }

    private static double Distance(float[] a, float[] b, int size)
    {
        var fft = new RealFft(size);
        float[] window = [.. Enumerable.Range(0, size).Select(n => (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * n / size))))];
        var magnitudeA = new double[fft.Bins];
        var magnitudeB = new double[fft.Bins];
        var spectrum = new Spectrum(fft, window);
        (double difference, double power, double logarithms, long count) = (0, 0, 0, 0);
        for (int start = 0; start + size <= Math.Min(a.Length, b.Length); start += size / Overlap)
        {
            spectrum.Magnitudes(a.AsSpan(start, size), magnitudeA);
            spectrum.Magnitudes(b.AsSpan(start, size), magnitudeB);
            for (int k = 0; k < magnitudeA.Length; k++)
            {
                (double x, double y) = (magnitudeA[k], magnitudeB[k]);
                difference += (x - y) * (x - y);
                power += x * x;
                logarithms += Math.Abs(Math.Log(x / y));
            }

            count += magnitudeA.Length;
        }

        return count == 0 ? double.NaN : Math.Sqrt(difference / power) + (logarithms / count);
    }

    private sealed class Spectrum(RealFft fft, float[] window)
    {
        private readonly float[] _time = new float[fft.Size];
        private readonly float[] _re = new float[fft.Bins];
        private readonly float[] _im = new float[fft.Bins];

        public void Magnitudes(ReadOnlySpan<float> samples, double[] magnitudes)
        {
            for (int n = 0; n < samples.Length; n++)
            {
                _time[n] = samples[n] * window[n];
            }

            fft.Forward(_time, _re, _im);
            for (int k = 0; k < magnitudes.Length; k++)
            {
                magnitudes[k] = Math.Sqrt(Math.Max(((double)_re[k] * _re[k]) + ((double)_im[k] * _im[k]), LeastPower));
            }
        }
    }
}
