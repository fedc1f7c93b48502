using System.Numerics;
using Lacquer.Dsp.Spectral;

namespace Lacquer.Dsp.Tests.Spectral;

public sealed class MinimumPhaseTests
{
    // Single precision through three transforms and an exponential.
    private const double Tolerance = 2e-6;

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.7)]
    public void The_gain_of_a_first_order_filter_gives_back_its_taps(double a)
    {
        // 1 + a·z⁻¹ with |a| < 1 is minimum phase; a^1024 is far below single precision, so nothing aliases.
        var design = new MinimumPhase(1_024);
        for (int pass = 0; pass < 2; pass++)
        {
            Span<float> logGain = design.LogGain;
            for (int k = 0; k < logGain.Length; k++)
            {
                logGain[k] = (float)Math.Log(Complex.Abs(1 + (a * Complex.Exp(new Complex(0, -2 * Math.PI * k / 1_024)))));
            }

            ReadOnlySpan<float> impulse = design.Design();
            Assert.Equal(1, impulse[0], Tolerance);
            Assert.Equal(a, impulse[1], Tolerance);
            for (int n = 2; n < impulse.Length; n++)
            {
                Assert.Equal(0, impulse[n], Tolerance);
            }
        }
    }

    [Fact]
    public void The_gain_of_a_linear_phase_filter_gives_the_same_gain_with_its_energy_up_front()
    {
        // A symmetric bump of delay 20: its minimum-phase twin keeps the gain and starts at once.
        var fft = new RealFft(4_096);
        (var time, var re, var im) = (new float[4_096], new float[fft.Bins], new float[fft.Bins]);
        (time[0], time[10], time[20], time[30], time[40]) = (0.05f, 0.2f, 1, 0.2f, 0.05f);
        fft.Forward(time, re, im);
        var design = new MinimumPhase(4_096);
        var wanted = new double[fft.Bins];
        for (int k = 0; k < wanted.Length; k++)
        {
            wanted[k] = Math.Sqrt(((double)re[k] * re[k]) + ((double)im[k] * im[k]));
            design.LogGain[k] = (float)Math.Log(wanted[k]);
        }

        float[] impulse = design.Design().ToArray();
        fft.Forward(impulse, re, im);
        for (int k = 0; k < wanted.Length; k++)
        {
            Assert.Equal(wanted[k], Math.Sqrt(((double)re[k] * re[k]) + ((double)im[k] * im[k])), 1e-5);
        }

        Assert.True(impulse[0] > 0.9);
        Assert.True(SpectralRun.PowerDb(impulse.AsSpan(2_048)) < -110);
    }
}
