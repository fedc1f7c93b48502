using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Findings;

/// <summary>Peaks that were cut before the passage came into a louder file, or in sound so bright that hardly a top is flat.</summary>
public sealed class CutPassageTests
{
    [Theory]
    [MemberData(nameof(Music.Kinds), MemberType = typeof(Music))]
    public void A_passage_that_was_clipped_and_then_turned_down_is_found(string kind)
    {
        AudioBuffer music = Music.Of(kind);
        float peak = music.Peak();
        float ceiling = 0.4f * peak;
        music.Change(10, 13, (x, n) => Math.Clamp(x, -ceiling, ceiling));
        Finding[] found = Only("clipping", music);
        Assert.NotEmpty(found);
        Assert.All(found, finding => Assert.InRange(finding.StartSeconds, 9.9, 13));
        Assert.All(found, finding => Assert.InRange(finding.EndSeconds, 10, 13.1));
        Assert.All(found, finding => Assert.Contains($"{20 * Math.Log10(ceiling):0.0}".Replace('-', '−'), finding.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(16)]
    public void Bright_sound_whose_peaks_are_cut_for_a_sample_or_two_is_found(int? bits)
    {
        AudioBuffer noise = Bright();
        float ceiling = 0.5f * noise.Peak();
        Assert.Empty(Only("clipping", Rounded(Bright(), bits), bits));
        Assert.NotEmpty(Only("clipping", Rounded(noise.Change(0, Music.Seconds, (x, n) => Math.Clamp(x, -ceiling, ceiling)), bits), bits));
    }

    [Theory]
    [InlineData("bright")]
    [InlineData("real")]
    public void A_limiter_that_lets_every_peak_reach_its_ceiling_does_not_clip(string kind)
    {
        const int Reach = 100;
        AudioBuffer music = kind == "bright" ? Bright() : Music.Of(kind);
        float ceiling = 0.4f * music.Peak();
        for (int c = 0; c < 2; c++)
        {
            float[] dry = music.Channel(c).ToArray();
            Span<float> wet = music.Channel(c);
            for (int n = Reach; n < dry.Length - Reach; n++)
            {
                float highest = ceiling;
                for (int k = n - Reach; k <= n + Reach; k++)
                {
                    highest = Math.Max(highest, Math.Abs(dry[k]));
                }

                wet[n] = dry[n] * (ceiling / highest);
            }

            wet[..Reach].Clear();
            wet[^Reach..].Clear();
        }

        Assert.Empty(Only("clipping", Rounded(music, 16), 16));
    }

    [Fact]
    public void A_quiet_pulse_wave_has_no_cut_peaks()
    {
        AudioBuffer music = Music.Of("real").Change(10, 20, (x, n) => n * 220.0 / Music.RateHz % 1 < 0.125 ? 0.08f : -0.08f);
        Assert.Empty(Only("clipping", music));
    }

    private static AudioBuffer Bright() => ShapedNoise.Make(hz => hz is > 2_000 and < 8_000 ? 1 : 0.02, 0.1, Music.RateHz, Music.Seconds, 2, seed: 21);

    private static AudioBuffer Rounded(AudioBuffer music, int? bits) =>
        bits is null ? music : music.Change(0, Music.Seconds, (x, n) => MathF.Round(x * 32_768) / 32_768);

    private static Finding[] Only(string code, AudioBuffer music, int? bits = null) =>
        [.. Listen.To(music, Music.RateHz, bits).Findings.Where(finding => finding.Code == code)];
}
