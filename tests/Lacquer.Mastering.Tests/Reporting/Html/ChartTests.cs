using Lacquer.Mastering.Reporting.Html;
using Lacquer.Mastering.Reporting.Html.Charts;

namespace Lacquer.Mastering.Tests.Reporting.Html;

/// <summary>Axes and curves of the plots.</summary>
public sealed class ChartTests
{
    private const double Exact = 1e-9; // rounding of doubles

    [Fact]
    public void Steps_are_one_two_or_five_times_a_power_of_ten()
    {
        for (int i = 0; i < 500; i++)
        {
            double range = Math.Pow(10, -2 + (i / 100.0));
            double step = NiceTicks.Step(range, 8);
            double digit = step / Math.Pow(10, Math.Floor(Math.Log10(step) + Exact));
            Assert.Contains((double[])[1, 2, 5], nice => Math.Abs(nice - digit) < 1e-6);
            Assert.InRange(range / step, 8 / 2.5 * (1 - Exact), 8 * (1 + Exact)); // the next finer step would be too fine
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(42)]
    [InlineData(215)]
    [InlineData(3_599)]
    [InlineData(43_200)]
    public void Times_have_marks_that_fit_and_do_not_repeat(double seconds)
    {
        foreach (ChartSize size in (ChartSize[])[ChartSize.Wide, ChartSize.Narrow])
        {
            var axis = Axis.Time(seconds, size);
            Assert.InRange(axis.Ticks.Count, 3, size.MostTimeTicks + 1);
            Assert.All(axis.Ticks, tick => Assert.InRange(tick.Value, 0, seconds));
            Assert.Distinct(axis.Ticks.Select(tick => tick.Label));
        }
    }

    [Fact]
    public void Octaves_are_equally_long()
    {
        var axis = Axis.Frequency(ChartSize.Wide);
        double octave = axis.Share(200) - axis.Share(100);
        Assert.Equal(octave, axis.Share(8_000) - axis.Share(4_000), Exact);
        Assert.Equal(0, axis.Share(1));
        Assert.Equal(1, axis.Share(96_000));
    }

    [Fact]
    public void A_long_track_keeps_its_energy_and_its_extremes_in_few_points()
    {
        double[] series = [.. Enumerable.Range(0, 43_200).Select(i => -23 + (10 * Math.Sin(i / 900.0)))];
        (series[12_345], series[33_333]) = (-1, -69);
        var curve = LoudnessCurve.Of(series);
        Assert.InRange(curve.Seconds.Length, 2, LoudnessCurve.MostPoints);
        Assert.True(curve.IsThinned);
        Assert.Equal(-1, curve.MaxLufs.Max());
        Assert.Equal(-69, curve.MinLufs.Min());
        // 43 200 values make 600 points of 72: the mean of the points is the mean of the whole.
        Assert.Equal(series.Average(lufs => Math.Pow(10, lufs / 10)), curve.MeanLufs.Average(lufs => Math.Pow(10, lufs / 10)), Exact);
        Assert.InRange(curve.Seconds[^1], 43_100, 43_203);
    }

    [Fact]
    public void A_song_is_drawn_as_it_was_measured()
    {
        double[] series = [-30, -20, double.NegativeInfinity, -10];
        var curve = LoudnessCurve.Of(series);
        Assert.False(curve.IsThinned);
        Assert.Equal(series, curve.MeanLufs);
        Assert.Equal([1.5, 2.5, 3.5, 4.5], curve.Seconds);
    }

    [Theory]
    [InlineData(-0.04, "0.0")]
    [InlineData(-12.34, "−12.3")]
    [InlineData(double.NegativeInfinity, "none")]
    [InlineData(double.NaN, "none")]
    public void Numbers_are_written_for_people(double value, string text) => Assert.Equal(text, Figures.Level(value));

    [Theory]
    [InlineData(187, 200, "3:07")]
    [InlineData(3_787, 4_000, "1:03:07")]
    [InlineData(0.25, 0.5, "0.25\u00A0s")]
    public void Times_are_written_for_people(double seconds, double duration, string text) => Assert.Equal(text, Figures.Time(seconds, duration));

    [Theory]
    [InlineData("peaks at -1.0 dBTP", "Peaks at −1.0\u00A0dBTP.")]
    [InlineData("side outweighs mid by -0.0 dB, not by -0.05", "Side outweighs mid by 0.0\u00A0dB, not by −0.05.")]
    [InlineData("--loudness -12 insists", "--loudness -12 insists.")]
    [InlineData("midWidthDb = 1 was set by hand", "midWidthDb = 1 was set by hand.")]
    [InlineData("a lo-fi mix of 2024-11!", "A lo-fi mix of 2024-11!")]
    public void Thoughts_become_sentences(string thought, string sentence) => Assert.Equal(sentence, Figures.Sentence(thought));
}
