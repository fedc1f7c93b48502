using Lacquer.Dsp.Filters;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Evaluation;

namespace Lacquer.Mastering.Tests.Evaluation;

/// <summary>Faults are what they are said to be, and tell nothing by their mean.</summary>
public sealed class EqualizerFaultTests
{
    private const double SameDb = 1e-9;
    private const double DigitalDb = 0.05; // a bilinear bell at 16 times the highest frequency of interest

    [Theory]
    [InlineData(60, 4.5, 0.4)]
    [InlineData(1_000, -7, 1.4)]
    [InlineData(11_000, 2, 0.9)]
    public void A_bell_is_that_of_the_product_at_a_rate_without_end(double centreHz, double gainDb, double q)
    {
        const int RateHz = 400_000;
        var filter = new PeakingFilter { CentreHz = centreHz, GainDb = gainDb, Q = q };
        var bell = BiquadCoefficients.Bell(centreHz, q, gainDb, RateHz);
        Assert.Equal(gainDb, filter.ResponseDb(centreHz), SameDb);
        Assert.All(ThirdOctaves.CentresHz, hz => Assert.Equal(20 * Math.Log10(bell.Magnitude(hz, RateHz)), filter.ResponseDb(hz), DigitalDb));
    }

    [Fact]
    public void No_reading_of_a_curve_has_a_mean()
    {
        var random = new Random(1);
        for (int i = 0; i < 20; i++)
        {
            var fault = EqualizerFault.Draw(random);
            Assert.Equal(0, fault.BandsDb.Average(), SameDb);
            Assert.Equal(0, fault.ThirdsDb.Average(), SameDb);
            Assert.Equal(ThirdOctaves.Rms(fault.ThirdsDb), fault.SizeDb, SameDb);
        }
    }

    [Fact]
    public void The_readings_differ_by_a_constant_only()
    {
        var fault = EqualizerFault.Draw(new Random(2));
        Assert.Equal(FeatureLayout.Bands, fault.BandsDb.Length);
        Assert.All(fault.AnalysisDb.Skip(4).Take(ThirdOctaves.Count).Zip(fault.ThirdsDb), pair => Assert.Equal(pair.Second, pair.First, SameDb));
        // At the low end bands are wider than third octaves, so reading a curve from them loses a little.
        Assert.InRange(ThirdOctaves.Rms(ThirdOctaves.Sum(ThirdOctaves.FromBands(fault.BandsDb), [.. fault.ThirdsDb.Select(db => -db)])), 0, 0.15 * fault.SizeDb);
    }

    [Fact]
    public void Draws_follow_the_recipe()
    {
        var random = new Random(3);
        PeakingFilter[] filters = [.. Enumerable.Range(0, 2000).SelectMany(_ => EqualizerFault.Draw(random).Filters)];
        Assert.All(filters, filter =>
        {
            Assert.InRange(filter.CentreHz, 50, 12_000);
            Assert.InRange(filter.Q, 0.4, 1.4);
        });
        Assert.InRange(filters.Average(filter => filter.GainDb), -0.15, 0.15); // five deviations of the mean
        Assert.InRange(Math.Sqrt(filters.Average(filter => filter.GainDb * filter.GainDb)), 2.9, 3.1);
        Assert.InRange(filters.Average(filter => Math.Log(filter.CentreHz)), 0.5 * Math.Log(50.0 * 12_000) - 0.1, 0.5 * Math.Log(50.0 * 12_000) + 0.1);
    }
}
