using Lacquer.Audio.Encoding;

namespace Lacquer.Audio.Tests;

public sealed class DitherTests
{
    private const int Samples = 1 << 20;

    /// <summary>Standard errors that a true statement exceeds once in ten thousand tests at most; seeds are fixed, so it holds or does not.</summary>
    private const double Sigmas = 4;

    /// <summary>Error variance in steps²: two uniform dithers and the rounding, a twelfth each. Lipshitz et al. 1992.</summary>
    private const double TheoryVariance = 3.0 / 12;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(-0.37)]
    [InlineData(1_000.123)]
    public void Error_has_zero_mean_and_a_quarter_square_step_of_variance_at_every_level(double steps)
    {
        float level = (float)(steps / 32_768);
        double[] error = Errors(Enumerable.Repeat(level, Samples).ToArray());
        Assert.InRange(error.Average(), -Sigmas * Math.Sqrt(TheoryVariance / Samples), Sigmas * Math.Sqrt(TheoryVariance / Samples));

        // The fourth moment of this error is below 0.2 steps⁴, so its square scatters by less than √0.14.
        double scatter = Sigmas * Math.Sqrt(0.14 / Samples);
        Assert.InRange(error.Average(e => e * e), TheoryVariance - scatter, TheoryVariance + scatter);
    }

    [Fact]
    public void Error_does_not_follow_the_signal_its_power_or_itself()
    {
        float[] sine = Sine(0.4 / 32_768);
        double[] error = Errors(sine);
        double bound = Sigmas / Math.Sqrt(Samples);
        Assert.InRange(Correlation(error, [.. sine.Select(x => (double)x)]), -bound, bound);
        Assert.InRange(Correlation([.. error.Select(e => e * e)], [.. sine.Select(x => (double)x * x)]), -bound, bound);
        foreach (int lag in (int[])[1, 2, 3, 8])
        {
            Assert.InRange(Correlation(error[lag..], error[..^lag]), -bound, bound);
        }
    }

    [Fact]
    public void A_tone_of_a_tenth_of_a_step_survives()
    {
        float[] sine = Sine(0.1 / 32_768);
        short[] codes = Quantise(sine);
        double amplitude = 2.0 / Samples * codes.Select((code, n) => code * Math.Sin(Phase(n))).Sum();
        double scatter = Sigmas * Math.Sqrt(2 * TheoryVariance / Samples);
        Assert.InRange(amplitude, 0.1 - scatter, 0.1 + scatter);
    }

    [Fact]
    public void Both_channels_get_noise_of_their_own()
    {
        double[] error = Errors(new float[Samples]);
        double[] left = [.. error.Where((_, n) => n % 2 == 0)];
        double[] right = [.. error.Where((_, n) => n % 2 == 1)];
        double bound = Sigmas / Math.Sqrt(Samples / 2.0);
        Assert.InRange(Correlation(left, right), -bound, bound);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1_003)]
    public void Lanes_and_the_plain_loop_give_the_same_bits_in_every_cut(int length)
    {
        var random = new Random(3);
        float[] sound = [.. Enumerable.Range(0, length).Select(_ => (float)((3 * random.NextDouble()) - 1.5))];
        var dither = new Dither(9);
        var scalar = new short[length];
        var simd = new short[length];
        long start = uint.MaxValue - 500L; // the noise's key changes on the way
        int clipped = Quantizer.ToInt16Scalar(sound, dither, start, scalar);
        Assert.Equal(clipped, Quantizer.ToInt16(sound, dither, start, simd));
        Assert.Equal(scalar, simd);
        int cut = length / 3;
        Quantizer.ToInt16(sound.AsSpan(0, cut), dither, start, simd);
        Quantizer.ToInt16(sound.AsSpan(cut), dither, start + cut, simd.AsSpan(cut));
        Assert.Equal(scalar, simd);
        var bytes = new byte[3 * length];
        var bytesSimd = new byte[3 * length];
        Assert.Equal(Quantizer.ToInt24Scalar(sound, bytes), Quantizer.ToInt24(sound, bytesSimd));
        Assert.Equal(bytes, bytesSimd);
    }

    [Fact]
    public void Full_scale_is_held_and_only_what_lies_beyond_counts_as_clipped()
    {
        float[] sound = [1f, -1f, 1.0001f, -1.5f, 0.5f, 3f, -0.25f, 0f, 1f, -9f, 0.9999999f];
        var codes = new byte[3 * sound.Length];
        Assert.Equal(4, Quantizer.ToInt24(sound, codes));
        int[] expected = [8_388_607, -8_388_608, 8_388_607, -8_388_608, 4_194_304, 8_388_607, -2_097_152, 0, 8_388_607, -8_388_608, 8_388_607];
        for (int n = 0; n < sound.Length; n++)
        {
            int code = ((codes[3 * n] << 8) | (codes[(3 * n) + 1] << 16) | (codes[(3 * n) + 2] << 24)) >> 8;
            Assert.Equal(expected[n], code);
        }

        float[] loud = [.. Enumerable.Repeat(2f, 100), .. Enumerable.Repeat(-2f, 100)];
        short[] held = Quantise(loud);
        Assert.All(held[..100], code => Assert.Equal(short.MaxValue, code));
        Assert.All(held[100..], code => Assert.Equal(short.MinValue, code));
    }

    private static double Phase(int n) => 2 * Math.PI * 997 / 48_000 * n;

    private static float[] Sine(double amplitude) => [.. Enumerable.Range(0, Samples).Select(n => (float)(amplitude * Math.Sin(Phase(n))))];

    private static short[] Quantise(float[] sound)
    {
        var codes = new short[sound.Length];
        Quantizer.ToInt16(sound, new Dither(1), 0, codes);
        return codes;
    }

    private static double[] Errors(float[] sound)
    {
        short[] codes = Quantise(sound);
        return [.. codes.Select((code, n) => code - (sound[n] * 32_768.0))];
    }

    private static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average();
        double meanB = b.Average();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int n = 0; n < a.Length; n++)
        {
            (double x, double y) = (a[n] - meanA, b[n] - meanB);
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }

        return ab / Math.Sqrt(aa * bb);
    }
}
