using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Tests.Decision;

public sealed class ThresholdSolverTests
{
    [Fact]
    public void A_steady_level_gets_the_reduction_that_the_static_curve_gives()
    {
        double[] steady = [.. Enumerable.Repeat(-20.0, 20)];

        // Above the knee: reduction = (1 − 1/ratio) · (level − threshold).
        double threshold = ThresholdSolver.Solve(steady, ratio: 2, kneeDb: 6, wantedDb: 4);

        Assert.Equal(-28, threshold, 0.01);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void More_reduction_needs_a_lower_threshold(double wantedDb)
    {
        double[] levels = [.. Enumerable.Range(0, 20).Select(i => -50.0 + (2 * i))];

        double threshold = ThresholdSolver.Solve(levels, 2, 6, wantedDb);

        Assert.True(ThresholdSolver.Solve(levels, 2, 6, wantedDb * 1.2) < threshold);
        Assert.InRange(threshold, -80, 0);
    }

    [Fact]
    public void Pauses_do_not_press_what_plays_harder()
    {
        double[] steady = [.. Enumerable.Repeat(-20.0, 20)];
        double[] halfPause = [.. Enumerable.Repeat(double.NegativeInfinity, 5), .. Enumerable.Repeat(-55.0, 5), .. Enumerable.Repeat(-20.0, 10)];

        Assert.Equal(ThresholdSolver.Solve(steady, 2, 6, 2), ThresholdSolver.Solve(halfPause, 2, 6, 2), 0.01);
    }
}
