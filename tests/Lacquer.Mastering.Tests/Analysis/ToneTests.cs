using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis;

public sealed class ToneTests
{
    private const int RateHz = 44_100;

    // From 40 Hz up a band spans more than three bins; below, the Hann window smears a third of a band into its neighbours.
    private const double ToleranceDb = 0.5;
    private const double LowestBandsToleranceDb = 1;

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(192_000)]
    public void Pink_noise_is_flat(int rateHz)
    {
        TonalBalance tone = Listen.To(ShapedNoise.Pink(0.1, rateHz, 20), rateHz).Tone;
        double[] bands = tone.LevelsDb[..29];
        double mean = bands[3..].Average();
        for (int b = 0; b < bands.Length; b++)
        {
            Assert.Equal(mean, bands[b], b < 3 ? LowestBandsToleranceDb : ToleranceDb);
        }
    }

    [Fact]
    public void White_noise_rises_by_one_decibel_a_band()
    {
        TonalBalance tone = Listen.To(ShapedNoise.White(0.1, RateHz, 20), RateHz).Tone;
        for (int b = 3; b < 30; b++)
        {
            // 16 kHz is band 29; 20 kHz is cut by half the rate.
            Assert.Equal(tone.LevelsDb[29] + (b - 29), tone.LevelsDb[b], ToleranceDb);
        }
    }

    [Theory]
    [InlineData(8_000, 1_000, 17)]
    [InlineData(44_100, 63, 5)]
    [InlineData(44_100, 1_000, 17)]
    [InlineData(44_100, 10_000, 27)]
    [InlineData(96_000, 250, 11)]
    [InlineData(192_000, 4_000, 23)]
    [InlineData(384_000, 100, 7)]
    public void A_tone_lands_in_its_band(int rateHz, double frequencyHz, int band)
    {
        TonalBalance tone = Listen.To(Signals.Sine(frequencyHz, 0.5, rateHz, 2), rateHz).Tone;
        Assert.Equal(frequencyHz, tone.BandCentresHz[band]);
        Assert.Equal(0, tone.LevelsDb[band], 0.1);
        for (int b = 0; b < 31; b++)
        {
            // A frame of 0.3 s resolves bands from 40 Hz up to better than 25 dB.
            Assert.True(b == band || tone.LevelsDb[b] < -25, $"band {tone.BandCentresHz[b]} Hz: {tone.LevelsDb[b]:0.0} dB");
        }
    }

    [Fact]
    public void Mid_and_side_add_up_to_the_whole()
    {
        AudioBuffer noise = ShapedNoise.Pink(0.1, RateHz, 5);
        TonalBalance tone = Listen.To(noise, RateHz).Tone;
        for (int b = 0; b < 31; b++)
        {
            double sum = 10 * Math.Log10(Math.Pow(10, tone.MidLevelsDb[b] / 10) + Math.Pow(10, tone.SideLevelsDb[b] / 10));
            Assert.Equal(tone.LevelsDb[b], sum, 1e-6);
        }
    }

    [Fact]
    public void A_mono_file_has_no_side()
    {
        TrackAnalysis analysis = Listen.To(ShapedNoise.Pink(0.1, RateHz, 5, channels: 1), RateHz);
        Assert.All(analysis.Tone.SideLevelsDb, level => Assert.Equal(double.NegativeInfinity, level));
        Assert.Equal(analysis.Tone.LevelsDb, analysis.Tone.MidLevelsDb);
        Assert.Equal(1, analysis.Stereo.Correlation);
        Assert.Equal(0, analysis.Stereo.MonoLossDb);
        Assert.All(analysis.Stereo.BandCorrelation[..30], correlation => Assert.Equal(1, correlation));
    }

    [Fact]
    public void The_loud_part_does_not_hear_a_quiet_bass_solo()
    {
        // 40 s of a quiet 80 Hz tone, then 20 s of loud noise: the bass fills most of the time and has no say.
        AudioBuffer noise = ShapedNoise.Pink(0.2, RateHz, 60);
        AudioBuffer bass = Signals.Sine(80, 0.1, RateHz, 40);
        for (int c = 0; c < 2; c++)
        {
            bass.Channel(c).CopyTo(noise.Channel(c));
        }

        TonalBalance tone = Listen.To(noise, RateHz).Tone;
        double mean = tone.LoudPartLevelsDb[3..29].Average();
        Assert.Equal(mean, tone.LoudPartLevelsDb[6], 1.0);
        Assert.True(tone.LevelsDb[6] > mean + 6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(20)]
    public void Spread_is_the_distance_of_loud_and_quiet(double stepDb)
    {
        // Half of the time loud, half quiet.
        AudioBuffer noise = ShapedNoise.Pink(0.2, RateHz, 40);
        float gain = (float)Math.Pow(10, -stepDb / 20);
        for (int c = 0; c < 2; c++)
        {
            foreach (ref float x in noise.Channel(c)[(20 * RateHz)..])
            {
                x *= gain;
            }
        }

        double[] spread = Listen.To(noise, RateHz).Tone.SpreadDb;
        // The upper bands hold many independent bins a frame, so that only the step is left: chi-square spread below 2 dB.
        Assert.All(spread[20..29], s => Assert.InRange(s, stepDb - 0.5, stepDb + 2));
    }

}
