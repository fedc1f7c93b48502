using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis;

public sealed class BandDynamicsTests
{
    // A full-scale sine reads 0 dBFS; the Hann window spreads it over four bins, which all lie within the band.
    private const double LevelToleranceDb = 0.05;

    // The middle half of a frame holds at least three periods, and the cut of the band leaves the tone alone.
    private const double CrestToleranceDb = 0.2;

    [Theory]
    [InlineData(8_000, 1_000, 2)]
    [InlineData(44_100, 60, 0)]
    [InlineData(44_100, 300, 1)]
    [InlineData(44_100, 1_500, 2)]
    [InlineData(44_100, 9_000, 3)]
    [InlineData(96_000, 60, 0)]
    [InlineData(192_000, 300, 1)]
    [InlineData(384_000, 9_000, 3)]
    public void A_full_scale_sine_reads_zero_in_its_band(int rateHz, double frequencyHz, int band)
    {
        TrackAnalysis analysis = Listen.To(Signals.Sine(frequencyHz, 1, rateHz, 3), rateHz);
        BandDynamics dynamics = analysis.Bands[band];
        Assert.InRange(frequencyHz, dynamics.LowHz, dynamics.HighHz);
        Assert.Equal(20, dynamics.LevelPercentilesDbfs.Length);
        Assert.All(dynamics.LevelPercentilesDbfs, level => Assert.Equal(0, level, LevelToleranceDb));
        Assert.Equal(10 * Math.Log10(2), dynamics.CrestDb, CrestToleranceDb);
        for (int b = 0; b < 4; b++)
        {
            Assert.True(b == band || analysis.Bands[b].LevelPercentilesDbfs[19] < -30);
        }
    }

    [Fact]
    public void One_channel_alone_reads_three_decibels_less()
    {
        AudioBuffer tone = Signals.Sine(1_000, 1, 44_100, 3);
        tone.Channel(1).Clear();
        Assert.Equal(-10 * Math.Log10(2), Listen.To(tone, 44_100).Bands[2].LevelPercentilesDbfs[9], LevelToleranceDb);
    }

    [Fact]
    public void Percentiles_follow_the_time_that_a_level_lasts()
    {
        // 30 % of the time 20 dB lower, then silence, which does not count.
        AudioBuffer tone = Signals.Sine(1_000, 0.5, 44_100, 20);
        for (int c = 0; c < 2; c++)
        {
            Span<float> samples = tone.Channel(c);
            foreach (ref float x in samples[..(3 * 44_100)])
            {
                x *= 0.1f;
            }

            samples[(10 * 44_100)..].Clear();
        }

        double[] levels = Listen.To(tone, 44_100).Bands[2].LevelPercentilesDbfs;
        Assert.Equal(-26.02, levels[4], LevelToleranceDb); // 25 %
        Assert.Equal(-6.02, levels[7], LevelToleranceDb); // 40 %
        Assert.Equal(-6.02, levels[18], LevelToleranceDb);
    }

    [Fact]
    public void Clicks_have_more_crest_than_noise_and_noise_more_than_a_sine()
    {
        AudioBuffer clicks = ShapedNoise.White(0.001, 44_100, 10);
        for (int n = 0; n < clicks.Frames; n += 1_000)
        {
            (clicks.Channel(0)[n], clicks.Channel(1)[n]) = (0.5f, 0.5f);
        }

        double click = Listen.To(clicks, 44_100).Bands[3].CrestDb;
        double noise = Listen.To(ShapedNoise.White(0.1, 44_100, 10), 44_100).Bands[3].CrestDb;
        double sine = Listen.To(Signals.Sine(9_000, 0.5, 44_100, 10), 44_100).Bands[3].CrestDb;
        Assert.True(click > noise + 6, $"{click} against {noise}");
        Assert.True(noise > sine + 3, $"{noise} against {sine}");
    }

    [Fact]
    public void A_band_above_half_the_rate_is_empty()
    {
        TrackAnalysis analysis = Listen.To(ShapedNoise.Pink(0.1, 8_000, 5), 8_000);
        Assert.All(analysis.Bands[3].LevelPercentilesDbfs, level => Assert.True(level < -40)); // the bin at half the rate
        Assert.True(double.IsNaN(analysis.SibilanceDb));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(20)]
    public void Sibilance_is_how_far_bursts_stand_out_of_their_frames(double burstDb)
    {
        // A tenth of the time, in bursts of 200 ms, 5 to 10 kHz is louder.
        AudioBuffer noise = ShapedNoise.Pink(0.05, 44_100, 20);
        AudioBuffer burst = ShapedNoise.Make(hz => hz is > 5_000 and < 10_000 ? 1 / Math.Sqrt(hz) : 0, 1, 44_100, 20, 2, seed: 5);
        double share = Math.Log(2) / Math.Log(22_050 / 5.0); // what pink noise has from 5 to 10 kHz
        double factor = Math.Pow(10, burstDb / 10);
        double added = Math.Sqrt(0.05 * 0.05 * share * (factor - 1));
        for (int c = 0; c < 2; c++)
        {
            for (int n = 0; n < noise.Frames; n++)
            {
                noise.Channel(c)[n] += n % 88_200 < 8_820 ? (float)added * burst.Channel(c)[n] : 0;
            }
        }

        // The burst raises the whole frame too.
        double expectedDb = 10 * Math.Log10(factor / (1 + (share * (factor - 1))));
        Assert.Equal(expectedDb, Listen.To(noise, 44_100).SibilanceDb, 1.0); // spread of noise from frame to frame
    }

    [Fact]
    public void Slow_swing_counts_loud_against_usual_seconds_and_leaves_pauses_out()
    {
        // 12 s silent, 30 s usual, 6 s 9 dB louder, on whole seconds; frames at the edges belong to both.
        AudioBuffer tone = Signals.Sine(1_000, 0.1, 44_100, 48);
        float louder = (float)Math.Pow(10, 9.0 / 20);
        for (int c = 0; c < 2; c++)
        {
            Span<float> samples = tone.Channel(c);
            samples[..(12 * 44_100)].Clear();
            foreach (ref float x in samples[(42 * 44_100)..])
            {
                x *= louder;
            }
        }

        Assert.Equal(9, Listen.To(tone, 44_100).Bands[2].SlowSwingDb, 0.1);
    }
}
