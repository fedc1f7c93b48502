using System.Numerics;
using Lacquer.Dsp.Spectral;

namespace Lacquer.Dsp.Tests.Spectral;

public sealed class SpectrumProductTests
{
    private static float[] Noise(int bins, int seed)
    {
        var random = new Random(seed);
        var noise = new float[SpectrumProduct.PaddedLength(bins)];
        foreach (ref float x in noise.AsSpan(0, bins))
        {
            x = (float)((2 * random.NextDouble()) - 1);
        }

        return noise;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(4_097)]
    public void Agrees_with_complex_arithmetic_on_odd_lengths(int bins)
    {
        float[] re = Noise(bins, 1);
        float[] im = Noise(bins, 2);
        float[] byRe = Noise(bins, 3);
        float[] byIm = Noise(bins, 4);
        var before = new Complex[bins];
        for (int k = 0; k < bins; k++)
        {
            before[k] = new Complex(re[k], im[k]);
        }

        float[] power = Noise(bins, 5);
        SpectrumProduct.Power(re, im, 0.5f, power);
        SpectrumProduct.Multiply(re, im, byRe, byIm);
        float[] sum = (float[])re.Clone();
        SpectrumProduct.AddScaled(im, -2, sum);
        for (int k = 0; k < bins; k++)
        {
            Complex product = before[k] * new Complex(byRe[k], byIm[k]);
            Assert.Equal(product.Real, re[k], 1e-6);
            Assert.Equal(product.Imaginary, im[k], 1e-6);
            Assert.Equal(product.Real - (2 * product.Imaginary), sum[k], 2e-6);
            Assert.Equal(0.5 * before[k].Magnitude * before[k].Magnitude, power[k], 1e-6);
        }
    }

    [Fact]
    public void The_four_bands_share_every_frequency_completely()
    {
        for (double hz = 1; hz < 24_000; hz *= 1.03)
        {
            double sum = 0;
            for (int b = 0; b < BandLevels.Count; b++)
            {
                double share = BandShape.OfBand(b, hz);
                Assert.InRange(share, 0, 1);
                sum += share;
            }

            Assert.Equal(1, sum, 1e-12);
        }
    }
}
