using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Units;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Dynamics;

/// <summary>The forecast against the real limiter and the loudness meter.</summary>
public sealed class LimiterForecastTests
{
    private const double LoudnessToleranceLu = 0.05; // half of what the product promises for the written file
    private const int RateHz = 44_100;

    private static readonly StreamFormat Format = new() { SampleRateHz = RateHz, Channels = 2 };

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(15)]
    public void Foretells_loudness_and_gain_reduction(double gainDb)
    {
        AudioBuffer music = Beat(8);
        var settings = new LimiterSettings { GainDb = gainDb };
        LimiterPrediction expected = Filled(music).Predict(settings);
        var limiter = new Limiter(settings);
        AudioBuffer limited = Chain.Apply(limiter, music, RateHz);
        Assert.Equal(Measured(limited), expected.Integrated.Value, LoudnessToleranceLu);
        Assert.Equal(limiter.GainReduction.MaxWindowMeanDb(3), expected.MaxMeanReductionDb, 0.15);
        Assert.Equal(limiter.GainReduction.MeanDb(), expected.MeanReductionDb, 0.15);
    }

    [Fact]
    public void Its_gain_reaches_the_loudness_asked_for()
    {
        AudioBuffer music = Beat(8);
        LimiterForecast forecast = Filled(music);
        var settings = new LimiterSettings();
        var target = new Lufs(Measured(music) + 9);
        double gainDb = forecast.GainForLoudness(settings, target);
        AudioBuffer limited = Chain.Apply(new Limiter(settings with { GainDb = gainDb }), music, RateHz);
        Assert.Equal(target.Value, Measured(limited), LoudnessToleranceLu);
    }

    [Fact]
    public void Its_gain_stays_within_a_budget_of_reduction()
    {
        LimiterForecast forecast = Filled(Beat(8));
        var settings = new LimiterSettings();
        double gainDb = forecast.GainForReduction(settings, 4.5);
        Assert.Equal(4.5, forecast.Predict(settings with { GainDb = gainDb }).MaxMeanReductionDb, 0.02);
    }

    [Fact]
    public void Says_so_when_a_loudness_is_out_of_reach()
    {
        LimiterForecast forecast = Filled(Beat(4));
        Assert.True(double.IsNaN(forecast.GainForLoudness(new LimiterSettings(), new Lufs(5))));
        var silent = new LimiterForecast(Format);
        silent.Add(new AudioBuffer(2, RateHz).AsBlock());
        Assert.Equal(double.NegativeInfinity, silent.Predict(new LimiterSettings()).Integrated.Value);
        Assert.True(double.IsNaN(silent.GainForLoudness(new LimiterSettings(), new Lufs(-14))));
    }

    [Fact]
    public void Without_limiting_loudness_follows_the_gain()
    {
        AudioBuffer music = Beat(4);
        LimiterPrediction prediction = Filled(music).Predict(new LimiterSettings { GainDb = 30, Enabled = false });
        Assert.Equal(Measured(music) + 30, prediction.Integrated.Value, LoudnessToleranceLu);
        Assert.Equal(0, prediction.MaxMeanReductionDb);
    }

    [Fact]
    public void Does_not_depend_on_the_block_size()
    {
        AudioBuffer music = Beat(1.5);
        var settings = new LimiterSettings { GainDb = 10, SoftClipDb = 2 };
        LimiterPrediction whole = Filled(music).Predict(settings);
        foreach (int frames in Cuts.Sizes)
        {
            var forecast = new LimiterForecast(Format);
            Cuts.Each(music, frames, forecast.Add);
            Assert.Equal(whole, forecast.Predict(settings));
        }
    }

    [Fact]
    public void A_full_store_joins_neighbours_and_keeps_peaks_and_energy()
    {
        var store = new SegmentStore(framesPerSegment: 32, capacity: 64);
        for (int i = 0; i < 128; i++)
        {
            store.Add(i == 77 ? 0.5f : 0.25f, 0.01);
        }

        Assert.Equal(64, store.FramesPerSegment);
        Assert.Equal(64, store.Count);
        Assert.Equal(-1, SegmentStore.LowestPeak + (store.Peaks[38] * SegmentStore.OctavesPerUnit), 1e-3);
        Assert.Equal(-2, SegmentStore.LowestPeak + (store.Peaks[39] * SegmentStore.OctavesPerUnit), 1e-3);
        Assert.Equal(Math.Log2(0.01), SegmentStore.LowestEnergy + (store.Energies[5] * SegmentStore.OctavesPerUnit), 2e-3);
    }

    private static double Measured(AudioBuffer buffer)
    {
        var meter = new LoudnessMeter(RateHz, buffer.Channels);
        meter.Process(buffer.AsBlock());
        return meter.Integrated.Value;
    }

    private static LimiterForecast Filled(AudioBuffer music)
    {
        var forecast = new LimiterForecast(Format);
        forecast.Add(music.AsBlock());
        return forecast;
    }

    /// <summary>Kick, bass, snare-like noise and a pad: peaks about 15 dB above the mean.</summary>
    private static AudioBuffer Beat(double seconds)
    {
        AudioBuffer noise = BandNoise.Make(0.2, 0.7, RateHz, seconds);
        for (int c = 0; c < 2; c++)
        {
            Span<float> x = noise.Channel(c);
            for (int n = 0; n < x.Length; n++)
            {
                double t = (double)n / RateHz;
                double beat = t % 0.5;
                double off = (t + 0.25) % 0.5;
                double kick = 0.6 * Math.Exp(-18 * beat) * Math.Sin(2 * Math.PI * 50 * (beat + (0.02 * (1 - Math.Exp(-60 * beat)))));
                double pad = 0.05 * (Math.Sin(2 * Math.PI * 220 * t) + Math.Sin(2 * Math.PI * (331 + c) * t));
                x[n] = (float)(kick + pad + (0.1 * Math.Sin(2 * Math.PI * 60 * t)) + (x[n] * Math.Exp(-25 * off)));
            }
        }

        return noise;
    }
}
