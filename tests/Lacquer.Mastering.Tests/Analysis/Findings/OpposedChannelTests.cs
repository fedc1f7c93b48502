using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Findings;

/// <summary>What makes left and right disagree is told apart: opposed lows, a late channel, a weak middle.</summary>
public sealed class OpposedChannelTests
{
    private const double DelayToleranceMs = 0.05; // two samples

    public static TheoryData<string> Kinds => Music.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Loud_lows_that_are_opposed_do_not_turn_the_channel(string kind)
    {
        AudioBuffer bass = ShapedNoise.Make(hz => hz is > 40 and < 100 ? 1 : 0, 0.2, Music.RateHz, Music.Seconds, 1, seed: 6);
        AudioBuffer music = Music.Of(kind);
        music.Change(0, Music.Seconds, (x, n) => x + bass.Channel(0)[n], 0).Change(0, Music.Seconds, (x, n) => x - bass.Channel(0)[n], 1);
        TrackAnalysis analysis = Listen.To(music, Music.RateHz);
        Assert.True(analysis.Stereo.Correlation < -0.4, $"{analysis.Stereo.Correlation}"); // as a turned channel would have it
        Assert.DoesNotContain(analysis.Findings, finding => finding.Code is "invertedChannel" or "channelDelay");
        Assert.Contains(analysis.Findings, finding => finding.Code == "wideBass" && finding.Message.Contains("cancels", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(8, "right")]
    [InlineData(-8, "left")]
    public void Lows_that_come_late_on_one_side_are_measured(double ms, string side)
    {
        int late = (int)(ms * Music.RateHz / 1000);
        AudioBuffer bass = ShapedNoise.Make(hz => hz is > 40 and < 110 ? 1 : 0, 0.4, Music.RateHz, Music.Seconds, 1, seed: 6);
        AudioBuffer music = Music.Of("real");
        float At(int n) => bass.Channel(0)[Math.Clamp(n, 0, bass.Frames - 1)];
        music.Change(1, 29, (x, n) => x + At(n), 0).Change(1, 29, (x, n) => x + At(n - late), 1);
        TrackAnalysis analysis = Listen.To(music, Music.RateHz);
        Finding finding = Assert.Single(analysis.Findings, finding => finding.Code == "wideBass");
        Assert.Contains($"the {side} channel comes 8.0 ms late", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(analysis.Findings, finding => finding.Code is "invertedChannel" or "channelDelay");
    }

    [Theory]
    [InlineData("real", 8)]
    [InlineData("real", -3)]
    [InlineData("synthetic", 15)]
    public void A_late_channel_is_measured(string kind, double ms)
    {
        int late = (int)(ms * Music.RateHz / 1000);
        AudioBuffer music = Music.Of(kind);
        float[] right = music.Channel(1).ToArray();
        music.Change(0, Music.Seconds, (x, n) => n - late >= 0 && n - late < right.Length ? right[n - late] : 0, 1);
        TrackAnalysis analysis = Listen.To(music, Music.RateHz);
        Finding finding = Assert.Single(analysis.Findings, finding => finding.Code == "channelDelay");
        Assert.Equal(Math.Abs(ms), finding.Measured, DelayToleranceMs);
        Assert.Contains(ms > 0 ? "right" : "left", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(analysis.Findings, finding => finding.Code is "invertedChannel" or "phaseTrouble" or "wideBass");
    }

    [Fact]
    public void An_echo_on_the_other_side_is_no_late_channel()
    {
        AudioBuffer music = Music.Of("real");
        int late = 15 * Music.RateHz / 1000;
        float[] left = music.Channel(0).ToArray();
        music.Change(1, Music.Seconds, (x, n) => x + (0.7f * left[n - late]), 1);
        Assert.DoesNotContain(Listen.To(music, Music.RateHz).Findings, finding => finding.Code == "channelDelay");
    }

    [Fact]
    public void A_weak_middle_is_lost_in_mono_and_not_turned()
    {
        AudioBuffer music = Music.Of("real");
        for (int n = 0; n < music.Frames; n++)
        {
            float mid = 0.15f * (music.Channel(0)[n] + music.Channel(1)[n]);
            float side = 0.9f * (music.Channel(0)[n] - music.Channel(1)[n]);
            (music.Channel(0)[n], music.Channel(1)[n]) = (mid + side, mid - side);
        }

        TrackAnalysis analysis = Listen.To(music, Music.RateHz);
        Assert.Contains(analysis.Findings, finding => finding.Code == "monoLoss");
        Assert.DoesNotContain(analysis.Findings, finding => finding.Code == "invertedChannel");
    }
}
