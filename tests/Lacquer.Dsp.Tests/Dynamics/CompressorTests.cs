using Lacquer.Dsp.Dynamics;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Dynamics;

public sealed class CompressorTests
{
    private const int RateHz = 48_000;

    [Theory]
    [InlineData(-40, -40)] // below the knee: untouched
    [InlineData(-20, -20.375)] // at the threshold: (1 − 1/R)·W/8 = 0.375 dB with a knee of 4 dB
    [InlineData(-10, -17.5)] // 10 dB over at 4:1 leaves 2.5 dB
    public void Follows_the_static_curve(double levelDb, double expectedDb)
    {
        var settings = new CompressorSettings { ThresholdDbfs = -20, Ratio = 4, KneeDb = 4, DetectorHighPassHz = 0 };
        double peak = Math.Pow(10, levelDb / 20) * Math.Sqrt(2); // levels are those of the mean square
        AudioBuffer output = Chain.Apply(new Compressor(settings), Signals.Sine(1_000, peak, RateHz, 2), RateHz);
        Assert.Equal(expectedDb, LevelDb(output.Channel(0)[RateHz..]), 0.06); // the release holds the ripple of the mean square
    }

    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    public void Attack_and_release_have_their_time_constants(double attackMs)
    {
        var ballistics = new SmoothBallistics(attackMs, releaseMs: 300, RateHz);
        float[] reduction = new float[4 * RateHz];
        reduction.AsSpan(0, RateHz).Fill(10);
        ballistics.Process(reduction);
        int attackFrames = (int)(attackMs * RateHz / 1000);
        Assert.Equal(10 * (1 - Math.Exp(-1)), reduction[attackFrames - 1], 0.01);

        // Release is smoothed by the attack as well: the step response of two poles in a row.
        double at = 0.6;
        double expected = 10 * ((0.3 * Math.Exp(-at / 0.3)) - (attackMs / 1000 * Math.Exp(-at / (attackMs / 1000)))) / (0.3 - (attackMs / 1000));
        Assert.Equal(expected, reduction[RateHz + (int)(at * RateHz)], 0.02);
    }

    [Fact]
    public void Bass_moves_the_gain_less_than_what_lies_above_it()
    {
        var settings = new CompressorSettings { ThresholdDbfs = -30, Ratio = 4 };
        double bass = ReductionDb(settings, 30);
        double voice = ReductionDb(settings, 1_000);
        Assert.InRange(voice - bass, 10, 20); // a second-order high-pass at 100 Hz takes 21 dB at 30 Hz
    }

    [Fact]
    public void At_ratio_one_nothing_changes_but_by_the_makeup_gain()
    {
        AudioBuffer noise = Signals.WhiteNoise(1, RateHz, 0.1);
        AudioBuffer untouched = Chain.Apply(new Compressor(new CompressorSettings()), noise, RateHz);
        Assert.True(new CompressorSettings().IsNeutral);
        Assert.True(noise.Channel(0).SequenceEqual(untouched.Channel(0)));

        AudioBuffer raised = Chain.Apply(new Compressor(new CompressorSettings { MakeupDb = 6 }), noise, RateHz);
        for (int n = 0; n < noise.Frames; n++)
        {
            Assert.Equal(noise.Channel(0)[n] * Math.Pow(10, 6 / 20.0), raised.Channel(0)[n], 1e-5);
        }
    }

    [Fact]
    public void Half_the_mix_is_the_mean_of_dry_and_wet()
    {
        AudioBuffer noise = Signals.WhiteNoise(1, RateHz, 0.3);
        var settings = new CompressorSettings { ThresholdDbfs = -30, Ratio = 5, MakeupDb = 2 };
        AudioBuffer wet = Chain.Apply(new Compressor(settings), noise, RateHz);
        AudioBuffer half = Chain.Apply(new Compressor(settings with { Mix = 0.5 }), noise, RateHz);
        for (int n = 0; n < noise.Frames; n++)
        {
            Assert.Equal((noise.Channel(0)[n] + wet.Channel(0)[n]) / 2, half.Channel(0)[n], 1e-6);
        }
    }

    [Fact]
    public void A_steady_bass_tone_stays_clean()
    {
        var settings = new CompressorSettings { ThresholdDbfs = -30, Ratio = 4, DetectorHighPassHz = 0 };
        AudioBuffer output = Chain.Apply(new Compressor(settings), Signals.Sine(50, 0.5, RateHz, 4), RateHz);
        var spectrum = new ToneSpectrum(output.Channel(0).Slice(2 * RateHz, RateHz), 50);
        Assert.InRange(spectrum.TotalHarmonicDistortionDb, -200, -50);
    }

    private static double ReductionDb(CompressorSettings settings, double frequencyHz)
    {
        var compressor = new Compressor(settings);
        Chain.Apply(compressor, Signals.Sine(frequencyHz, 0.5, RateHz, 4), RateHz);
        return compressor.GainReduction.PointsDb[^1];
    }

    private static double LevelDb(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float sample in samples)
        {
            sum += (double)sample * sample;
        }

        return 10 * Math.Log10(sum / samples.Length);
    }
}
