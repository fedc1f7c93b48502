using Lacquer.Dsp.Spectral;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Spectral;

public sealed class SpectralProcessorEqualizerTests
{
    private const double ToleranceDb = 0.1;      // an eighth of the smallest audible broad change (0.5–1 dB)
    private const double LowToleranceDb = 0.3;   // 20 to 30 Hz: one octave of hearing's least certain range

    public static TheoryData<int, int> RatesAndSeeds()
    {
        var data = new TheoryData<int, int>();
        foreach (int rate in (int[])[8_000, 44_100, 48_000, 96_000])
        {
            for (int seed = 0; seed < 6; seed++)
            {
                data.Add(rate, seed);
            }
        }

        data.Add(192_000, 0);
        data.Add(384_000, 0);
        return data;
    }

    [Theory]
    [MemberData(nameof(RatesAndSeeds))]
    public void Renders_the_wanted_curve_on_mid_and_side(int sampleRateHz, int seed)
    {
        var random = new Random(seed);
        (var mid, var side) = (new double[20], new double[6]);
        for (int i = 0; i < mid.Length; i++)
        {
            mid[i] = (12 * random.NextDouble()) - 6;
        }

        for (int i = 0; i < side.Length; i++)
        {
            side[i] = (8 * random.NextDouble()) - 4;
        }

        var settings = new EqualizerSettings { MidDb = mid, SideDb = side };
        var curve = new EqualizerCurve(settings);
        int frames = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)sampleRateHz * 2);
        foreach (bool isSide in (bool[])[false, true])
        {
            AudioBuffer impulse = SpectralRun.Impulse(frames, 2, isSide);
            AudioBuffer output = SpectralRun.Apply(new SpectralSettings { Equalizer = settings }, impulse, sampleRateHz);
            double[] responseDb = SpectralRun.ResponseDb(output.Channel(0));
            for (int k = 1; k < responseDb.Length; k++)
            {
                double hz = (double)k * sampleRateHz / frames;
                double wanted = isSide ? curve.SideDb(hz) : curve.MidDb(hz);
                double tolerance = hz < 30 ? LowToleranceDb : ToleranceDb;
                Assert.True(
                    hz < 20 || Math.Abs(responseDb[k] - wanted) < tolerance,
                    $"{hz:f1} Hz, side {isSide}: {responseDb[k]:f2} dB instead of {wanted:f2} dB");
            }
        }
    }

    [Fact]
    public void Mono_gets_the_mid_curve()
    {
        var mid = new double[20];
        (mid[5], mid[14]) = (5, -4);
        var settings = new EqualizerSettings { MidDb = mid, SideDb = [6, 6, 6, 6, 6, 6] };
        AudioBuffer output = SpectralRun.Apply(new SpectralSettings { Equalizer = settings }, SpectralRun.Impulse(65_536, 1), 44_100);
        double[] responseDb = SpectralRun.ResponseDb(output.Channel(0));
        foreach (double hz in EqualizerCurve.MidKnotsHz)
        {
            int k = (int)Math.Round(hz * 65_536 / 44_100);
            Assert.Equal(EqualizerCurve.GainDb(settings, k * 44_100 / 65_536.0), responseDb[k], ToleranceDb);
        }
    }

    [Fact]
    public void Is_linear_and_time_invariant_to_rounding()
    {
        // Convolution with the measured impulse response at another place must give the same: nothing wraps around.
        var mid = new double[20];
        (mid[2], mid[3], mid[16]) = (12, -12, 9);
        var settings = new SpectralSettings { Equalizer = new() { MidDb = mid } };
        const int Shift = 12_345;
        var early = new AudioBuffer(1, 100_000);
        var late = new AudioBuffer(1, 100_000);
        early.Channel(0)[0] = 1;
        late.Channel(0)[Shift] = 1;
        AudioBuffer a = SpectralRun.Apply(settings, early, 44_100);
        AudioBuffer b = SpectralRun.Apply(settings, late, 44_100);
        double worst = 0;
        for (int n = 0; n + Shift < 100_000; n++)
        {
            worst = Math.Max(worst, Math.Abs(a.Channel(0)[n] - b.Channel(0)[n + Shift]));
        }

        Assert.True(20 * Math.Log10(worst) < -130, $"{20 * Math.Log10(worst):f1} dB"); // docs/contract.md, signal targets
        Assert.True(SpectralRun.PowerDb(b.Channel(0)[..Shift]) < -150);
    }

    [Fact]
    public void A_curve_on_side_alone_leaves_mid_as_it_was()
    {
        var settings = new SpectralSettings { Equalizer = new() { SideDb = [0, 3, -3, 6, -6, 2] } };
        AudioBuffer noise = Signals.WhiteNoise(0.5, 44_100, 1);
        AudioBuffer output = SpectralRun.Apply(settings, noise, 44_100);
        double worst = 0;
        for (int n = 0; n < noise.Frames; n++)
        {
            double before = (double)noise.Channel(0)[n] + noise.Channel(1)[n];
            double after = (double)output.Channel(0)[n] + output.Channel(1)[n];
            worst = Math.Max(worst, Math.Abs(after - before));
        }

        Assert.True(20 * Math.Log10(worst) < -130, $"{20 * Math.Log10(worst):f1} dB");
    }
}
