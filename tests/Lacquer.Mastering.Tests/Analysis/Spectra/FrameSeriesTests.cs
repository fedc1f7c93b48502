using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Tests.Analysis.Spectra;

public sealed class FrameSeriesTests
{
    private const int Capacity = 64;

    [Fact]
    public void Keeps_every_frame_until_it_is_full()
    {
        FrameSeries series = Counted(Capacity, Thinning.Average);
        Assert.Equal((Capacity, 1), (series.Count, series.FramesPerRow));
        for (int r = 0; r < Capacity; r++)
        {
            Assert.Equal([r, -r], series[r].ToArray());
        }
    }

    [Theory]
    [InlineData(65)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(1_000)]
    public void A_row_is_the_mean_of_its_frames(int frames)
    {
        FrameSeries series = Counted(frames, Thinning.Average);
        AssertCovers(series, frames);
        for (int r = 0; r < series.Count; r++)
        {
            int first = r * series.FramesPerRow;
            int last = Math.Min(frames, first + series.FramesPerRow) - 1;
            Assert.Equal([0.5f * (first + last), -0.5f * (first + last)], series[r].ToArray());
        }
    }

    [Theory]
    [InlineData(65)]
    [InlineData(127)]
    [InlineData(1_000)]
    public void Or_the_first_of_them(int frames)
    {
        FrameSeries series = Counted(frames, Thinning.Skip);
        AssertCovers(series, frames);
        for (int r = 0; r < series.Count; r++)
        {
            int first = r * series.FramesPerRow;
            Assert.Equal([first, -first], series[r].ToArray());
        }
    }

    private static FrameSeries Counted(int frames, Thinning thinning)
    {
        var series = new FrameSeries(width: 2, Capacity, thinning);
        for (int f = 0; f < frames; f++)
        {
            series.Add([f, -f]);
        }

        series.Finish();
        return series;
    }

    private static void AssertCovers(FrameSeries series, int frames)
    {
        Assert.InRange(series.Count, Capacity / 2, Capacity);
        Assert.Equal((frames + series.FramesPerRow - 1) / series.FramesPerRow, series.Count);
    }
}
