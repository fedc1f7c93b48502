using System.Numerics;

using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Resampling;

namespace Lacquer.Dsp.Tests.Resampling;

public sealed class PolyphaseKernelTests
{
    [Fact]
    public void Row_0_of_a_half_band_table_is_the_sample_itself()
    {
        ReadOnlySpan<float> row = new PolyphaseKernel(16, 48, 0.5, 73).Row(0);
        for (int k = 0; k < row.Length; k++)
        {
            Assert.Equal(k == 23 ? 1 : 0, row[k]);
        }
    }

    [Fact]
    public void The_true_peak_kernel_is_flat_to_045_of_the_rate_and_stops_its_images()
    {
        const double RippleDb = 0.01;
        const double ImagesDb = -70;
        var kernel = new PolyphaseKernel(TruePeakDetector.Phases, TruePeakDetector.Taps, 0.5, TruePeakDetector.AttenuationDb);
        for (double f = 0; f <= 0.45; f += 0.005)
        {
            Assert.InRange(ResponseDb(kernel, f), -RippleDb, RippleDb);
        }

        for (double f = 0.55; f <= 8; f += 0.005)
        {
            Assert.True(ResponseDb(kernel, f) < ImagesDb, $"{ResponseDb(kernel, f):F1} dB at {f:F3} of the rate");
        }
    }

    [Fact]
    public void Rows_are_padded_with_zeros()
    {
        var kernel = new PolyphaseKernel(3, 10, 0.4, 60, 16);
        Assert.Equal(16, kernel.Row(2).Length);
        Assert.Equal(new float[6], kernel.Row(2)[10..].ToArray());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1.2660658777520084)] // Abramowitz and Stegun, Table 9.8
    [InlineData(5, 27.239871823604442)]
    [InlineData(15, 339_649.373_297_914)]
    public void The_Bessel_function_has_its_tabled_values(double x, double expected) =>
        Assert.Equal(expected, KaiserWindow.BesselI0(x), 1e-12 * expected);

    /// <summary>Response of all phases interleaved: the prototype at 16 times the rate.</summary>
    private static double ResponseDb(PolyphaseKernel kernel, double cyclesPerSample)
    {
        Complex sum = 0;
        for (int p = 0; p < kernel.Phases; p++)
        {
            for (int k = 0; k < kernel.Taps; k++)
            {
                double t = k - (double)p / kernel.Phases;
                sum += kernel.Row(p)[k] * Complex.FromPolarCoordinates(1, -2 * Math.PI * cyclesPerSample * t);
            }
        }

        return 20 * Math.Log10(sum.Magnitude / kernel.Phases);
    }
}
