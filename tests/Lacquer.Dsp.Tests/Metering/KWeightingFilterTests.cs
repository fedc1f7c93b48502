using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Standards;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Metering;

public sealed class KWeightingFilterTests
{
    [Fact]
    public void Has_the_coefficients_of_the_standard_at_48_kHz()
    {
        const double Printed = 1e-13; // digits in BS.1770-5, Tables 1 and 2
        var filter = new KWeightingFilter(48_000, 1);
        Assert.Equal(Bs1770.ShelfB0, filter.Shelf.B0, Printed);
        Assert.Equal(Bs1770.ShelfB1, filter.Shelf.B1, Printed);
        Assert.Equal(Bs1770.ShelfB2, filter.Shelf.B2, Printed);
        Assert.Equal(Bs1770.ShelfA1, filter.Shelf.A1, Printed);
        Assert.Equal(Bs1770.ShelfA2, filter.Shelf.A2, Printed);
        Assert.Equal(Bs1770.HighPassB0, filter.HighPass.B0, Printed);
        Assert.Equal(Bs1770.HighPassB1, filter.HighPass.B1, Printed);
        Assert.Equal(Bs1770.HighPassB2, filter.HighPass.B2, Printed);
        Assert.Equal(Bs1770.HighPassA1, filter.HighPass.A1, Printed);
        Assert.Equal(Bs1770.HighPassA2, filter.HighPass.A2, Printed);
    }

    [Theory]
    [InlineData(8_000, 0.7)] // the bilinear transform bends the shelf near half the rate
    [InlineData(11_025, 0.4)]
    [InlineData(22_050, 0.1)]
    [InlineData(44_100, 0.02)]
    [InlineData(96_000, 0.05)]
    [InlineData(192_000, 0.05)]
    [InlineData(384_000, 0.05)]
    public void Has_the_same_response_at_every_rate(int sampleRateHz, double toleranceDb)
    {
        var reference = new KWeightingFilter(48_000, 1);
        var filter = new KWeightingFilter(sampleRateHz, 1);
        foreach (double hz in (double[])[20, 30, 38, 60, 100, 200, 500, 997, 1_500, 1_682, 2_000, 3_000, 5_000, 8_000, 10_000])
        {
            if (hz < 0.4 * sampleRateHz)
            {
                double differenceDb = 10 * Math.Log10(filter.PowerGain(hz) / reference.PowerGain(hz));
                Assert.True(Math.Abs(differenceDb) <= toleranceDb, $"{sampleRateHz} Hz: {differenceDb:F4} dB at {hz} Hz");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Filters_like_the_plain_difference_equation_and_sums_the_squares(int channels)
    {
        AudioBuffer noise = Signals.WhiteNoise(0.5, 44_100, 0.1, channels);
        var output = new AudioBuffer(channels, noise.Frames);
        new KWeightingFilter(44_100, channels).Process(noise.AsBlock(), output.AsBlock());
        double[] sums = new double[channels];
        var summing = new KWeightingFilter(44_100, channels);
        Cuts.Each(noise, 97, block => summing.AddEnergies(block, sums));
        for (int c = 0; c < channels; c++)
        {
            double[] expected = DirectForm(summing.HighPass, DirectForm(summing.Shelf, Array.ConvertAll(noise.Channel(c).ToArray(), x => (double)x)));
            double energy = 0;
            for (int n = 0; n < expected.Length; n++)
            {
                Assert.Equal(expected[n], output.Channel(c)[n], 1e-6); // float output
                energy += expected[n] * expected[n];
            }

            Assert.Equal(energy, sums[c], 1e-9 * energy);
        }
    }

    [Fact]
    public void Does_not_depend_on_the_cut()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.5, 44_100, 0.5);
        double[] whole = new double[2];
        new KWeightingFilter(44_100, 2).AddEnergies(noise.AsBlock(), whole);
        foreach (int size in Cuts.Sizes)
        {
            double[] cut = new double[2];
            var filter = new KWeightingFilter(44_100, 2);
            Cuts.Each(noise, size, block => filter.AddEnergies(block, cut));
            Assert.Equal(whole, cut);
        }
    }

    private static double[] DirectForm(KWeightingSection s, double[] x)
    {
        double[] y = new double[x.Length];
        for (int n = 0; n < x.Length; n++)
        {
            y[n] = (s.B0 * x[n]) + (s.B1 * Past(x, n - 1)) + (s.B2 * Past(x, n - 2)) - (s.A1 * Past(y, n - 1)) - (s.A2 * Past(y, n - 2));
        }

        return y;
    }

    private static double Past(double[] x, int n) => n < 0 ? 0 : x[n];
}
