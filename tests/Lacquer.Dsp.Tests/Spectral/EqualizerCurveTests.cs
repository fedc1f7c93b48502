using Lacquer.Dsp.Spectral;

namespace Lacquer.Dsp.Tests.Spectral;

public sealed class EqualizerCurveTests
{
    private static EqualizerSettings Random(int seed, double rangeDb)
    {
        var random = new Random(seed);
        (var mid, var side) = (new double[20], new double[6]);
        for (int i = 0; i < mid.Length; i++)
        {
            mid[i] = rangeDb * ((2 * random.NextDouble()) - 1);
        }

        for (int i = 0; i < side.Length; i++)
        {
            side[i] = Math.Min(6, rangeDb) * ((2 * random.NextDouble()) - 1);
        }

        return new EqualizerSettings { MidDb = mid, SideDb = side };
    }

    [Fact]
    public void Passes_through_every_knot()
    {
        EqualizerSettings settings = Random(1, 12);
        var curve = new EqualizerCurve(settings);
        for (int i = 0; i < EqualizerCurve.MidKnotsHz.Length; i++)
        {
            Assert.Equal(settings.MidDb[i], curve.MidDb(EqualizerCurve.MidKnotsHz[i]), 1e-9);
        }

        for (int i = 0; i < EqualizerCurve.SideKnotsHz.Length; i++)
        {
            double hz = EqualizerCurve.SideKnotsHz[i];
            Assert.Equal(settings.SideDb[i], curve.SideDb(hz) - curve.MidDb(hz), 1e-9);
        }
    }

    [Fact]
    public void Never_overshoots_its_two_neighbouring_knots()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            EqualizerSettings settings = Random(seed, 12);
            var curve = new EqualizerCurve(settings);
            for (int i = 0; i + 1 < EqualizerCurve.MidKnotsHz.Length; i++)
            {
                (double lowHz, double highHz) = (EqualizerCurve.MidKnotsHz[i], EqualizerCurve.MidKnotsHz[i + 1]);
                (double a, double b) = (settings.MidDb[i], settings.MidDb[i + 1]);
                for (double t = 0; t <= 1; t += 0.05)
                {
                    double gainDb = curve.MidDb(lowHz * Math.Pow(highHz / lowHz, t));
                    Assert.InRange(gainDb, Math.Min(a, b) - 1e-9, Math.Max(a, b) + 1e-9);
                }
            }
        }
    }

    [Fact]
    public void Is_level_outside_the_knots_and_leaves_the_lowest_side_alone()
    {
        EqualizerSettings settings = Random(2, 6);
        var curve = new EqualizerCurve(settings);
        Assert.Equal(settings.MidDb[0], curve.MidDb(0));
        Assert.Equal(settings.MidDb[19], curve.MidDb(21_000));
        Assert.Equal(curve.MidDb(60), curve.SideDb(60));
        Assert.Equal(settings.MidDb[0], EqualizerCurve.GainDb(settings, 10));
    }

    [Fact]
    public void Settings_compare_by_their_gains_and_refuse_what_is_out_of_range()
    {
        Assert.Equal(Random(3, 6), Random(3, 6));
        Assert.Equal(Random(3, 6).GetHashCode(), Random(3, 6).GetHashCode());
        Assert.NotEqual(Random(3, 6), Random(4, 6));
        Assert.True(new EqualizerSettings().IsNeutral);
        Assert.Throws<ArgumentException>(() => new EqualizerSettings { MidDb = new double[19] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EqualizerSettings { SideDb = [0, 0, 0, 0, 0, 6.5] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EqualizerSettings { SideDb = [0, 0, 0, 0, 0, double.NaN] });
    }
}
