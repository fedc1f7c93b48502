using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Tests.Analysis.Findings;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis;

public sealed class StereoTests
{
    // The analyser weights third octaves, the meter samples; the frames leave out the last fraction of a second.
    private const double ToleranceDb = 0.1;

    [Theory]
    [MemberData(nameof(Music.Kinds), MemberType = typeof(Music))]
    public void Agrees_with_the_stereo_meter(string kind)
    {
        AudioBuffer music = Music.Of(kind);
        var meter = new StereoMeter(Music.RateHz, 2);
        meter.Process(music.AsBlock());
        StereoSummary stereo = Listen.To(music, Music.RateHz).Stereo;
        Assert.Equal(meter.Correlation, stereo.Correlation, 1e-4);
        Assert.Equal(meter.SideToMid.Value, stereo.SideToMidDb, 1e-3);
        Assert.Equal(meter.MonoLoss.Value, stereo.MonoLossDb, ToleranceDb);
    }

    [Fact]
    public void Two_equal_channels_have_no_side()
    {
        AudioBuffer music = Music.Of("synthetic");
        music.Channel(0).CopyTo(music.Channel(1));
        StereoSummary stereo = Listen.To(music, Music.RateHz).Stereo;
        Assert.Equal(1, stereo.Correlation, 1e-6);
        Assert.Equal(double.NegativeInfinity, stereo.SideToMidDb);
        Assert.Equal(0, stereo.MonoLossDb);
    }
}
