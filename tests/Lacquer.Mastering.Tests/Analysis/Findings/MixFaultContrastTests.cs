using Lacquer.Dsp;
using Lacquer.Dsp.Filters;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Findings;

/// <summary>Faults that are easily overlooked, each beside the innocent sound that comes nearest to it.</summary>
public sealed class MixFaultContrastTests
{
    public static TheoryData<string> Kinds => Music.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_hard_clipped_track_is_over_limited_though_it_swings_higher_between_samples(string kind)
    {
        AudioBuffer music = Music.Of(kind);
        float gain = 24 / music.Peak();
        music.Change(0, Music.Seconds, (x, n) => 0.5f * Math.Clamp(gain * x, -1, 1));
        TrackAnalysis analysis = Listen.To(music, Music.RateHz);
        Finding finding = Assert.Single(analysis.Findings, finding => finding.Code == "overLimited");
        Assert.True(analysis.Loudness.PeakToLoudness.Value > finding.Measured + 1, "the true peak is not above the samples");
    }

    [Theory]
    [InlineData(-15, true)]
    [InlineData(-34, false)]
    public void A_part_that_disappears_in_mono_is_missed_where_it_can_be_heard(double toMusicDb, bool found)
    {
        AudioBuffer music = Music.Of("real");
        AudioBuffer part = ShapedNoise.Make(hz => hz is > 1_800 and < 3_600 ? 1 : 0, 1, Music.RateHz, Music.Seconds, 1, seed: 8);
        float level = (float)(Math.Sqrt(Power(music)) * Math.Pow(10, toMusicDb / 20));
        foreach (int channel in (int[])[0, 1])
        {
            // The band is emptied first: what is left there is the part alone.
            new Biquad(BiquadCoefficients.Bell(2_500, 0.7, -30, Music.RateHz)).Process(music.Channel(channel));
            music.Change(0, Music.Seconds, (x, n) => x + ((channel == 0 ? level : -level) * part.Channel(0)[n]), channel);
        }

        Assert.Equal(found, Only("monoLoss", music).Length == 1);
    }

    [Theory]
    [InlineData(730)]
    [InlineData(1_480)]
    [InlineData(3_100)]
    public void A_ring_is_found_wherever_it_lies_between_the_notes(double hz)
    {
        AudioBuffer music = Music.Of("real");
        for (int c = 0; c < 2; c++)
        {
            new Biquad(BiquadCoefficients.Bell(hz, 14, 18, Music.RateHz)).Process(music.Channel(c));
        }

        Assert.NotEmpty(Only("resonance", music));
    }

    [Theory]
    [InlineData(660)]
    [InlineData(1_760)]
    public void A_note_of_every_second_bar_is_no_ring(double hz)
    {
        AudioBuffer music = Music.Of("real").Change(0, Music.Seconds, (x, n) =>
            (n / Music.RateHz / 2) % 2 == 0 ? x : x + (float)(0.03 * Math.Sin(2 * Math.PI * hz * n / Music.RateHz)));
        Assert.Empty(Only("resonance", music));
    }

    [Fact]
    public void An_instrument_that_enters_is_no_jump()
    {
        AudioBuffer pad = ShapedNoise.Make(hz => hz is > 150 and < 5_000 ? 1 : 0, 1, Music.RateHz, Music.Seconds, 1, seed: 9);
        AudioBuffer music = Music.Of("real");
        float level = (float)(2.2 * Math.Sqrt(Power(music))); // the whole rises by 8 dB
        music.Change(0, Music.Seconds, (x, n) => 0.3f * x);
        music.Change(15, Music.Seconds, (x, n) => x + (0.3f * level * pad.Channel(0)[n]));
        Assert.Empty(Only("loudnessJump", music));
    }

    [Fact]
    public void Highs_that_a_filter_took_away_altogether_are_missed()
    {
        AudioBuffer music = Music.Of("real");
        for (int c = 0; c < 2; c++)
        {
            new Biquad(BiquadCoefficients.HighShelf(4_500, BiquadCoefficients.ButterworthQ, -40, Music.RateHz)).Process(music.Channel(c));
        }

        Assert.Single(Only("dullness", music));
    }

    private static double Power(AudioBuffer music)
    {
        double sum = 0;
        foreach (float x in music.Channel(0))
        {
            sum += (double)x * x;
        }

        return sum / music.Frames;
    }

    private static Finding[] Only(string code, AudioBuffer music) => [.. Listen.To(music, Music.RateHz).Findings.Where(finding => finding.Code == code)];
}
