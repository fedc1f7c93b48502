using Lacquer.Dsp;
using Lacquer.Mastering.Evaluation.Findings;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Evaluation;

public sealed class HeardClickTests
{
    private const int RateHz = 44_100;
    private const int At = RateHz / 2;

    [Theory]
    [InlineData(0.3, 0.001, true)]  // 23 dB above 10 ms of the noise
    [InlineData(0.3, 0.3, false)]   // one sample as high as noise has thousands of
    [InlineData(0.01, 0.0001, true)]
    [InlineData(0.01, 0.03, false)]
    public void A_click_is_heard_where_no_noise_covers_it(double height, double noiseRms, bool heard)
    {
        AudioBuffer noise = ShapedNoise.Make(_ => 1, noiseRms, RateHz, 1, 1, seed: 5);
        Assert.Equal(heard, HeardClick.Is(noise.Channel(0), [(float)height], At, RateHz));
    }

    [Fact]
    public void A_bass_does_not_cover_a_click_and_a_click_in_silence_may_be_too_faint()
    {
        AudioBuffer bass = Signals.Sine(60, 0.8, RateHz, 1);
        Assert.True(HeardClick.Is(bass.Channel(0), [0.02f], At, RateHz));
        Assert.False(HeardClick.Is(new float[RateHz], [1e-5f], At, RateHz));
    }

    [Fact]
    public void What_ended_before_covers_less()
    {
        AudioBuffer noise = ShapedNoise.Make(_ => 1, 0.1, RateHz, 1, 1, seed: 5);
        Assert.False(HeardClick.Is(noise.Channel(0), [0.2f], At, RateHz));
        noise.Channel(0)[(At - (RateHz / 10))..].Clear();
        Assert.True(HeardClick.Is(noise.Channel(0), [0.2f], At, RateHz));
    }
}
