using Lacquer.Dsp.Spectral;
using Lacquer.Dsp.Stereo;
using Lacquer.Dsp.Tests.Spectral;

namespace Lacquer.Dsp.Tests.Stereo;

public sealed class ImageTests
{
    private const int Rate = 44_100;
    private const int Frames = 65_536;
    private const double ToleranceDb = 0.05;

    private static double[] SideResponseDb(ImageSettings image) => SpectralRun.ResponseDb(
        SpectralRun.Apply(new SpectralSettings { Image = image }, SpectralRun.Impulse(Frames, 2, side: true), Rate).Channel(0));

    private static double At(double[] responseDb, double hz) => responseDb[(int)Math.Round(hz * Frames / Rate)];

    [Fact]
    public void Each_range_gets_its_width_and_no_other()
    {
        double[] responseDb = SideResponseDb(new ImageSettings { LowMidWidthDb = -3, MidWidthDb = 4, HighWidthDb = 6 });
        Assert.Equal(-3, At(responseDb, 300), ToleranceDb);
        Assert.Equal(4, At(responseDb, 1_500), ToleranceDb);
        Assert.Equal(6, At(responseDb, 10_000), ToleranceDb);
    }

    [Fact]
    public void Nothing_widens_below_120_hertz()
    {
        double[] responseDb = SideResponseDb(new ImageSettings { LowMidWidthDb = 6, MidWidthDb = 6, HighWidthDb = 6 });
        for (double hz = 20; hz <= 120; hz += 5)
        {
            Assert.Equal(0, At(responseDb, hz), ToleranceDb);
        }

        Assert.Equal(6, At(responseDb, 200), ToleranceDb);
    }

    [Fact]
    public void Lows_fold_to_mono_steeply()
    {
        double[] responseDb = SideResponseDb(new ImageSettings { MonoBelowHz = 150 });
        Assert.Equal(-3.01, At(responseDb, 150), 0.2);      // Butterworth, order 8
        Assert.Equal(-48, At(responseDb, 75), 1.5);
        Assert.True(At(responseDb, 40) < -60);
        Assert.Equal(0, At(responseDb, 300), ToleranceDb);
    }

    [Fact]
    public void Mid_passes_untouched()
    {
        AudioBuffer impulse = SpectralRun.Impulse(Frames, 2);
        AudioBuffer output = SpectralRun.Apply(
            new SpectralSettings { Image = new() { HighWidthDb = 6, MonoBelowHz = 300 } }, impulse, Rate);
        Assert.True(output.Channel(0).SequenceEqual(impulse.Channel(0)));
        Assert.True(output.Channel(1).SequenceEqual(impulse.Channel(1)));
    }

    [Fact]
    public void A_mono_stream_passes_at_no_cost()
    {
        var processor = new SpectralProcessor(new SpectralSettings { Image = new() { HighWidthDb = 6 } });
        processor.Prepare(new StreamFormat { SampleRateHz = Rate, Channels = 1 });
        Assert.Equal(0, processor.LatencyFrames);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageSettings { MidWidthDb = 6.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageSettings { MonoBelowHz = double.NaN });
    }
}
