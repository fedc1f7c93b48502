using Lacquer.Dsp.Filters;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Filters;

public sealed class FilterTests
{
    [Theory]
    [InlineData(2, 30)]
    [InlineData(4, 20)]
    [InlineData(4, 60)]
    public void Clean_up_high_pass_is_a_Butterworth_filter(int order, double cornerHz)
    {
        const int RateHz = 48_000;
        var settings = new CleanupSettings { HighPassHz = cornerHz, HighPassOrder = order };
        var impulse = new AudioBuffer(1, RateHz);
        impulse.Channel(0)[0] = 1;
        AudioBuffer response = Chain.Apply(new CleanupProcessor(settings), impulse, RateHz);
        foreach (double frequencyHz in (double[])[10, cornerHz, 100, 1_000])
        {
            double expected = -10 * Math.Log10(1 + Math.Pow(cornerHz / frequencyHz, 2 * order));
            Assert.Equal(expected, 20 * Math.Log10(Magnitude(response.Channel(0), frequencyHz / RateHz)), 0.05);
        }
    }

    [Fact]
    public void Clean_up_takes_a_known_offset_away_exactly_and_touches_nothing_else()
    {
        AudioBuffer input = Signals.Sine(100, 0.5, 48_000, 0.1);
        var settings = new CleanupSettings { DcLeft = 0.125, DcRight = -0.25 };
        AudioBuffer output = Chain.Apply(new CleanupProcessor(settings), input, 48_000);
        Assert.Equal(input.Channel(0)[99] - 0.125f, output.Channel(0)[99], 1e-7);
        Assert.Equal(input.Channel(1)[99] + 0.25f, output.Channel(1)[99], 1e-7);
        Assert.True(new CleanupSettings().IsNeutral);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CleanupSettings { HighPassHz = 5 });
    }

    [Fact]
    public void Cookbook_designs_have_the_gains_they_are_named_for()
    {
        const double RateHz = 48_000;
        Assert.Equal(Math.Sqrt(0.5), BiquadCoefficients.LowPass(1_000, BiquadCoefficients.ButterworthQ, RateHz).Magnitude(1_000, RateHz), 1e-9);
        Assert.Equal(Math.Sqrt(0.5), BiquadCoefficients.HighPass(1_000, BiquadCoefficients.ButterworthQ, RateHz).Magnitude(1_000, RateHz), 1e-9);
        Assert.Equal(2, BiquadCoefficients.Bell(1_000, 1, 6.020599913, RateHz).Magnitude(1_000, RateHz), 1e-9);
        Assert.Equal(2, BiquadCoefficients.HighShelf(1_000, 0.7, 6.020599913, RateHz).Magnitude(23_999, RateHz), 1e-4);
        Assert.Equal(2, BiquadCoefficients.LowShelf(1_000, 0.7, 6.020599913, RateHz).Magnitude(0.1, RateHz), 1e-4);
        Assert.Equal(1, BiquadCoefficients.AllPass(1_000, 2, RateHz).Magnitude(1_234, RateHz), 1e-9);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Oversampling_there_and_back_is_a_pure_delay(int steps)
    {
        AudioBuffer noise = BandNoise.Make(0.1, 0.89, 48_000, 0.1);
        var oversampler = new Oversampler(noise.Frames, steps);
        float[] output = noise.Channel(0).ToArray();
        oversampler.Up(output);
        oversampler.Down(output);
        double error = 0;
        double power = 0;
        for (int n = oversampler.DelayFrames; n < output.Length; n++)
        {
            error += Math.Pow(output[n] - noise.Channel(0)[n - oversampler.DelayFrames], 2);
            power += Math.Pow(output[n], 2);
        }

        Assert.InRange(10 * Math.Log10(error / power), -200, -100); // twice 110 dB filters there and back, and float sums
    }

    [Fact]
    public void Vector_convolution_equals_the_plain_sum_on_odd_lengths()
    {
        var random = new Random(4);
        float[] input = new float[1_000];
        float[] taps = new float[31];
        foreach (float[] values in (float[][])[input, taps])
        {
            for (int n = 0; n < values.Length; n++)
            {
                values[n] = (float)(random.NextDouble() - 0.5);
            }
        }

        foreach (int count in (int[])[1, 7, 63, 129])
        {
            float[] output = new float[count + Fir.PaddingFrames];
            Fir.Apply(input, taps, output, count);
            for (int n = 0; n < count; n++)
            {
                double expected = 0;
                for (int j = 0; j < taps.Length; j++)
                {
                    expected += (double)taps[j] * input[n + j];
                }

                Assert.Equal(expected, output[n], 1e-6);
            }
        }
    }

    private static double Magnitude(ReadOnlySpan<float> response, double cyclesPerFrame)
    {
        (double re, double im) = (0, 0);
        for (int n = 0; n < response.Length; n++)
        {
            re += response[n] * Math.Cos(2 * Math.PI * cyclesPerFrame * n);
            im -= response[n] * Math.Sin(2 * Math.PI * cyclesPerFrame * n);
        }

        return Math.Sqrt((re * re) + (im * im));
    }
}
