using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Findings;

/// <summary>Clicks and holes beside the sounds of music that come nearest to them.</summary>
public sealed class ImpulseTests
{
    private const double LengthToleranceMs = 0.1; // four samples: a hole's edge may fall on a zero of the wave

    public static TheoryData<string> Kinds => Music.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_click_shortly_before_a_loud_attack_is_found(string kind)
    {
        AudioBuffer music = WithBurst(kind, 7.15, seconds: 0.05);
        music.Channel(0)[(int)(7.12 * Music.RateHz)] += 0.2f;
        Finding finding = Assert.Single(Only("click", music));
        Assert.Equal(7.12, 0.5 * (finding.StartSeconds + finding.EndSeconds), 0.002);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_noise_that_starts_at_once_does_not_click(string kind) => Assert.Empty(Only("click", WithBurst(kind, 7.15, seconds: 0.1)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_buzz_of_single_pulses_does_not_click(string kind)
    {
        AudioBuffer music = Music.Of(kind);
        for (double t = 6; t < 7; t += 0.008)
        {
            music.Channel(0)[(int)(t * Music.RateHz)] += 0.2f;
        }

        Assert.Empty(Only("click", music));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_hole_in_both_channels_is_found_and_measured(string kind)
    {
        double[] places = [5.03, 12.27, 20.61];
        AudioBuffer music = Music.Of(kind);
        foreach (double at in places)
        {
            music.Change(at, at + 0.01, (x, n) => 0);
        }

        Finding[] found = Only("dropout", music);
        Assert.Equal(places.Length, found.Length);
        Assert.All(places.Zip(found), pair => Assert.Equal(pair.First, pair.Second.StartSeconds, 0.001));
        Assert.All(found, finding => Assert.Equal(10, finding.Measured, LengthToleranceMs));
        Assert.Empty(Only("click", music));
    }

    [Fact]
    public void Notes_that_stop_and_start_at_once_are_no_holes()
    {
        AudioBuffer music = Music.Of("synthetic");
        for (double t = 4; t < 12; t += 0.5)
        {
            music.Change(t, t + 0.02, (x, n) => 0);
        }

        Assert.Empty(Only("dropout", music));
    }

    private static AudioBuffer WithBurst(string kind, double at, double seconds)
    {
        AudioBuffer noise = ShapedNoise.Make(_ => 1, 0.15, Music.RateHz, Music.Seconds, 1, seed: 11);
        int from = (int)(at * Music.RateHz);
        return Music.Of(kind).Change(at, at + seconds, (x, n) => x + (float)(noise.Channel(0)[n] * Math.Exp(-40.0 * (n - from) / Music.RateHz)));
    }

    private static Finding[] Only(string code, AudioBuffer music) => [.. Listen.To(music, Music.RateHz).Findings.Where(finding => finding.Code == code)];
}
