using System.Numerics;
using Lacquer.Dsp.Spectral;
using MathNet.Numerics.IntegralTransforms;

namespace Lacquer.Dsp.Tests.Spectral;

public sealed class RealFftTests
{
    // Rounding of single precision grows with log2(size); 24-bit mantissa: 6e-8 a step, random walk.
    private const double RelativeTolerance = 4e-7;

    private static float[] Noise(int length, int seed)
    {
        var random = new Random(seed);
        var noise = new float[length];
        foreach (ref float sample in noise.AsSpan())
        {
            sample = (float)((2 * random.NextDouble()) - 1);
        }

        return noise;
    }

    public static TheoryData<int, bool> SizesAndVersions()
    {
        var data = new TheoryData<int, bool>();
        for (int size = 16; size <= 131_072; size *= 2)
        {
            data.Add(size, false);
            data.Add(size, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(SizesAndVersions))]
    public void Agrees_with_a_double_precision_transform(int size, bool simd)
    {
        float[] time = Noise(size, size);
        var expected = new Complex[size];
        for (int n = 0; n < size; n++)
        {
            expected[n] = time[n];
        }

        Fourier.Forward(expected, FourierOptions.AsymmetricScaling);
        var fft = new RealFft(size, simd);
        (float[] re, float[] im) = (new float[fft.Bins], new float[fft.Bins]);
        fft.Forward(time, re, im);

        double rms = Math.Sqrt(size / 3.0);
        for (int k = 0; k < fft.Bins; k++)
        {
            double error = Complex.Abs(new Complex(re[k], im[k]) - expected[k]);
            Assert.True(error < 4 * RelativeTolerance * rms, $"bin {k}: error {error / rms:g3} of the RMS");
        }
    }

    [Theory]
    [MemberData(nameof(SizesAndVersions))]
    public void The_inverse_gives_back_the_signal(int size, bool simd)
    {
        float[] time = Noise(size, size + 1);
        var fft = new RealFft(size, simd);
        (float[] re, float[] im, var back) = (new float[fft.Bins], new float[fft.Bins], new float[size]);
        fft.Forward(time, re, im);
        fft.Inverse(re, im, back);
        double energy = 0;
        double error = 0;
        for (int n = 0; n < size; n++)
        {
            energy += (double)time[n] * time[n];
            error += ((double)back[n] - time[n]) * ((double)back[n] - time[n]);
        }

        Assert.True(error < energy * RelativeTolerance * RelativeTolerance, $"error {10 * Math.Log10(error / energy):f1} dB");
    }

    [Fact]
    public void An_impulse_has_a_flat_spectrum_with_linear_phase()
    {
        const int Size = 4_096;
        const int Delay = 5;
        var fft = new RealFft(Size);
        (float[] time, float[] re, float[] im) = (new float[Size], new float[fft.Bins], new float[fft.Bins]);
        time[Delay] = 1;
        fft.Forward(time, re, im);
        for (int k = 0; k < fft.Bins; k++)
        {
            (double sin, double cos) = Math.SinCos(-2 * Math.PI * k * Delay / Size);
            Assert.Equal(cos, re[k], 1e-6);
            Assert.Equal(sin, im[k], 1e-6);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(1_000)]
    [InlineData(2_097_152)]
    public void Sizes_other_than_powers_of_two_are_refused(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealFft(size));

    [Fact]
    public void Short_spans_are_refused()
    {
        var fft = new RealFft(64);
        Assert.Throws<ArgumentException>(() => fft.Forward(new float[63], new float[33], new float[33]));
        Assert.Throws<ArgumentException>(() => fft.Inverse(new float[33], new float[32], new float[64]));
    }
}
