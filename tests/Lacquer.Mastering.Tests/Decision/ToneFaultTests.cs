using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Statistical;

namespace Lacquer.Mastering.Tests.Decision;

public sealed class ToneFaultTests
{
    private static readonly TonalReference Reference = TonalReference.Default;

    [Fact]
    public void A_spectrum_like_the_masters_mean_has_no_fault()
    {
        double[] fault = ToneFault.Expected(new double[Reference.BandCentresHz.Length], Reference);

        Assert.All(fault, db => Assert.Equal(0, db, 1e-9));
    }

    [Fact]
    public void The_expected_fault_points_to_where_the_fault_is_and_stays_smaller_than_it()
    {
        double[] deviation = Bell(centreHz: 400, octaves: 0.7, db: 9);

        double[] fault = ToneFault.Expected(deviation, Reference);

        int worst = Array.IndexOf(fault, fault.Max());
        Assert.InRange(Reference.BandCentresHz[worst], 250, 630);
        Assert.InRange(fault[worst], 1, 9);
    }

    [Fact]
    public void A_cut_is_judged_as_the_mirror_of_a_boost()
    {
        double[] boost = ToneFault.Expected(Bell(2_000, 1, 6), Reference);
        double[] cut = ToneFault.Expected(Bell(2_000, 1, -6), Reference);

        Assert.All(boost.Zip(cut), pair => Assert.Equal(-pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Where_masters_differ_most_the_least_is_called_a_fault()
    {
        double middle = ToneFault.Expected(Bell(1_000, 0.7, 6), Reference).Max();
        double bottom = ToneFault.Expected(Bell(50, 0.7, 6), Reference)[0];

        Assert.True(bottom < 0.7 * middle, $"a 6 dB hill: {middle:0.00} dB of fault at 1 kHz, {bottom:0.00} dB at 50 Hz");
    }

    [Fact]
    public void The_reference_is_whole_and_its_covariance_usable()
    {
        Assert.Equal(25, Reference.BandCentresHz.Length);
        Assert.Equal(50, Reference.BandCentresHz[0]);
        Assert.Equal(12_500, Reference.BandCentresHz[^1]);
        Assert.Equal(0, Reference.MeanDb.Average(), 0.05);
        Assert.True(Reference.Tracks >= 100);
        _ = new SymmetricSolver(Reference.Covariance); // throws unless positive definite
    }

    private static double[] Bell(double centreHz, double octaves, double db)
    {
        double[] bell = Array.ConvertAll(Reference.BandCentresHz, hz => db * Math.Exp(-0.5 * Math.Pow(Math.Log2(hz / centreHz) / octaves, 2)));
        double mean = bell.Average();
        return Array.ConvertAll(bell, value => value - mean);
    }
}
