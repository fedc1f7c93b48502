using Lacquer.Dsp.Spectral;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Spectral;

public sealed class SpectralProcessorDynamicsTests
{
    private const int Rate = 44_100;
    private const double ToleranceDb = 0.1; // leakage of the window beyond the band's edge is far below 0.1 dB

    [Fact]
    public void A_full_scale_sine_reads_zero_dbfs_whatever_the_frame()
    {
        foreach ((int size, int padding) in new[] { (2_048, 1), (4_096, 1), (4_096, 2), (16_384, 2) })
        {
            var fft = new RealFft(size * padding);
            var time = new float[size * padding];
            for (int n = 0; n < size; n++)
            {
                time[n] = (float)(Math.Sin(2 * Math.PI * 1_000 * n / Rate) * (0.5 - (0.5 * Math.Cos(2 * Math.PI * n / size))));
            }

            (float[] re, float[] im, var power) = (new float[fft.Bins], new float[fft.Bins], new float[fft.Bins]);
            fft.Forward(time, re, im);
            for (int k = 0; k < power.Length; k++)
            {
                power[k] = (re[k] * re[k]) + (im[k] * im[k]);
            }

            var levels = new BandLevels(Rate, size * padding, 0.375 * size);
            var dbfs = new double[4];
            levels.Measure(power, dbfs);
            Assert.Equal(0, dbfs[2], 0.01);
            Assert.Equal(0, levels.BroadbandDbfs(power), 0.01);
            Assert.True(dbfs[0] < -60 && dbfs[1] < -50 && dbfs[3] < -60);
        }
    }

    [Theory]
    [InlineData(60, -10, 4, 6)]          // 10 dB over at 4:1 would be 7.5: held at 6
    [InlineData(250, -12, 2, 4)]
    [InlineData(1_500, -14, 3, 4)]
    [InlineData(9_000, -20, 2, 0.375)]   // at the threshold: (0 + 3)² / 12 · ½
    [InlineData(1_500, -24, 3, 0)]
    public void A_steady_tone_is_turned_down_as_the_static_curve_says(double hz, double levelDbfs, double ratio, double wantedDb)
    {
        int band = hz < 120 ? 0 : hz < 600 ? 1 : hz < 4_000 ? 2 : 3;
        var active = new DynamicsBandSettings { ThresholdDbfs = -20, Ratio = ratio };
        var dynamics = new BandDynamicsSettings
        {
            Low = band == 0 ? active : new(),
            LowMid = band == 1 ? active : new(),
            HighMid = band == 2 ? active : new(),
            High = band == 3 ? active : new(),
        };
        AudioBuffer tone = Signals.Sine(hz, Math.Pow(10, levelDbfs / 20), Rate, 3);
        AudioBuffer output = SpectralRun.Apply(new SpectralSettings { Dynamics = dynamics }, tone, Rate);
        double reduction = levelDbfs - SpectralRun.ToneDb(output.Channel(0).Slice(88_200, 22_050), hz, Rate);
        Assert.Equal(wantedDb, reduction, ToleranceDb);
    }

    [Fact]
    public void One_band_does_not_move_the_others()
    {
        AudioBuffer mix = Signals.Sine(60, 0.3, Rate, 3);
        AudioBuffer high = Signals.Sine(2_000, 0.1, Rate, 3);
        for (int c = 0; c < 2; c++)
        {
            for (int n = 0; n < mix.Frames; n++)
            {
                mix.Channel(c)[n] += high.Channel(c)[n];
            }
        }

        var dynamics = new BandDynamicsSettings { Low = new() { ThresholdDbfs = -30, Ratio = 4 } };
        AudioBuffer output = SpectralRun.Apply(new SpectralSettings { Dynamics = dynamics }, mix, Rate);
        Span<float> steady = output.Channel(0).Slice(88_200, 22_050);
        Assert.Equal(20 * Math.Log10(0.1), SpectralRun.ToneDb(steady, 2_000, Rate), 0.02);
        Assert.Equal(20 * Math.Log10(0.3) - 6, SpectralRun.ToneDb(steady, 60, Rate), ToleranceDb);
    }

    [Fact]
    public void Attack_and_release_follow_their_time_constants()
    {
        // A tone that jumps from −40 to −10 dBFS at 2 s and back at 5 s; the wanted reduction jumps from 0 to 5 dB.
        const double AttackMs = 400;
        const double ReleaseMs = 800;
        var dynamics = new BandDynamicsSettings
        {
            HighMid = new() { ThresholdDbfs = -20, Ratio = 2 },
            AttackMs = AttackMs,
            ReleaseMs = ReleaseMs,
        };
        AudioBuffer tone = Signals.Sine(1_000, 1, Rate, 8);
        for (int c = 0; c < 2; c++)
        {
            for (int n = 0; n < tone.Frames; n++)
            {
                tone.Channel(c)[n] *= n is >= 2 * Rate and < 5 * Rate ? 0.31623f : 0.01f;
            }
        }

        AudioBuffer output = SpectralRun.Apply(new SpectralSettings { Dynamics = dynamics }, tone, Rate);

        // The frame is 93 ms long; within ±½ frame the step cannot be placed better.
        double attacked = -10 - LevelAt(output, 2 + (AttackMs / 1_000));
        Assert.InRange(attacked, Reduction(AttackMs - 50, AttackMs), Reduction(AttackMs + 70, AttackMs));
        double released = -40 - LevelAt(output, 5 + (ReleaseMs / 1_000));
        Assert.InRange(released, 5 - Reduction(ReleaseMs + 70, ReleaseMs), 5 - Reduction(ReleaseMs - 70, ReleaseMs));

        static double Reduction(double ms, double timeConstantMs) => 5 * (1 - Math.Exp(-ms / timeConstantMs));
        static double LevelAt(AudioBuffer buffer, double seconds) =>
            SpectralRun.ToneDb(buffer.Channel(0).Slice((int)(seconds * Rate) - 441, 882), 1_000, Rate);
    }

    [Fact]
    public void The_leveler_turns_a_loud_passage_down_slowly_and_as_a_whole()
    {
        var dynamics = new BandDynamicsSettings { LevelerThresholdDbfs = -20, LevelerRatio = 2 };
        AudioBuffer tone = Signals.Sine(1_000, 0.31623, Rate, 11);
        for (int c = 0; c < 2; c++)
        {
            foreach (ref float sample in tone.Channel(c)[..(2 * Rate)])
            {
                sample *= 0.01f; // quiet for two seconds, then loud
            }
        }

        var processor = new SpectralProcessor(new SpectralSettings { Dynamics = dynamics });
        AudioBuffer output = SpectralRun.Apply(processor, tone, Rate);
        Assert.True(SpectralRun.ToneDb(output.Channel(0).Slice((2 * Rate) + 4_096, 8_192), 1_000, Rate) > -11.5);
        Assert.Equal(-15, SpectralRun.ToneDb(output.Channel(0).Slice(10 * Rate, 22_050), 1_000, Rate), ToleranceDb);
        Assert.Equal(5, processor.DynamicsReduction.MaxWindowMeanDb(0.5), ToleranceDb);
        Assert.Equal(processor.GainReduction.MeanDb(), processor.DynamicsReduction.MeanDb(), 1e-6);
        Assert.Equal(0, processor.ResonanceReduction.MeanDb());
    }

    [Fact]
    public void The_leveler_does_not_leave_the_beginning_of_a_loud_track_loud()
    {
        var dynamics = new BandDynamicsSettings { LevelerThresholdDbfs = -20, LevelerRatio = 2 };
        AudioBuffer tone = Signals.Sine(1_000, 0.31623, Rate, 3);
        AudioBuffer output = SpectralRun.Apply(new SpectralSettings { Dynamics = dynamics }, tone, Rate);
        // 5 dB are wanted; a quarter of a second is a few frames of which the first hold the silence before the track.
        Assert.InRange(SpectralRun.ToneDb(output.Channel(0).Slice(Rate / 4, 8_192), 1_000, Rate), -15.1, -13.5);
    }
}
