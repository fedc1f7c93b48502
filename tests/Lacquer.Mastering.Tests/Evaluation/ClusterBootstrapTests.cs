using Lacquer.Mastering.Evaluation;

namespace Lacquer.Mastering.Tests.Evaluation;

/// <summary>Intervals know that songs of one package are alike.</summary>
public sealed class ClusterBootstrapTests
{
    [Fact]
    public void The_interval_holds_the_mean_and_shrinks_with_more_packages()
    {
        double Width(int packages)
        {
            (string[] package, double[] value) = Made(packages, songs: 6);
            Estimate estimate = new ClusterBootstrap(package, seed: 1).OfMean(value);
            Assert.Equal(value.Average(), estimate.Value, 1e-12);
            Assert.InRange(estimate.Value, estimate.Low, estimate.High);
            return estimate.High - estimate.Low;
        }

        double few = Width(5);
        double many = Width(80);
        Assert.InRange(many, 0.15 * few, 0.5 * few); // the root of sixteen is four, give or take five packages' luck
    }

    [Fact]
    public void More_songs_of_the_same_packages_hardly_help()
    {
        double Width(int songs)
        {
            (string[] package, double[] value) = Made(packages: 5, songs);
            Estimate estimate = new ClusterBootstrap(package, seed: 1).OfMean(value);
            return estimate.High - estimate.Low;
        }

        Assert.True(Width(100) > 0.6 * Width(6));
    }

    [Fact]
    public void Nine_of_ten_intervals_hold_the_truth_when_there_are_many_packages()
    {
        int held = 0;
        for (int i = 0; i < 100; i++)
        {
            (string[] package, double[] value) = Made(packages: 30, songs: 4, seed: i);
            Estimate estimate = new ClusterBootstrap(package, seed: i, count: 400).OfMean(value);
            held += estimate.Low <= 0 && estimate.High >= 0 ? 1 : 0;
        }

        Assert.InRange(held, 85, 100); // 95 wanted; two deviations of the count are four, the rest is the bootstrap's own optimism
    }

    [Fact]
    public void What_does_not_exist_is_left_out()
    {
        Estimate estimate = new ClusterBootstrap(["a", "a", "b"], seed: 1).OfMean([1, double.NaN, 3]);
        Assert.Equal(2, estimate.Value);
        Assert.Equal(1, estimate.Low);
        Assert.Equal(3, estimate.High);
        Assert.True(double.IsNaN(new ClusterBootstrap(["a"], seed: 1).OfMean([double.NaN]).Value));
    }

    /// <summary>Around zero: packages deviate by 1, songs within them by 0.3.</summary>
    private static (string[] Package, double[] Value) Made(int packages, int songs, int seed = 1)
    {
        var random = new Random(seed);
        double Normal() => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
        double[] own = [.. Enumerable.Range(0, packages).Select(_ => Normal())];
        return (
            [.. Enumerable.Range(0, packages * songs).Select(s => $"p{s / songs}")],
            [.. Enumerable.Range(0, packages * songs).Select(s => own[s / songs] + (0.3 * Normal()))]);
    }
}
