using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Resampling;
using Lacquer.Dsp.Units;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Dynamics;

public sealed class LimiterTests
{
    private const double OvershootDb = 0.05; // docs/contract.md, signal targets
    private const int RateHz = 48_000;

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public void Holds_the_ceiling_on_white_noise_28_dB_over(double lookaheadMs)
    {
        // Band-limited as by any converter, then with everything up to half the rate, of either shape.
        var settings = new LimiterSettings { GainDb = 28, LookaheadMs = lookaheadMs };
        AssertHolds(BandNoise.Make(0.3, 0.92, RateHz, 0.4), settings);
        AssertHolds(Signals.WhiteNoise(1, RateHz, 1), settings);
        AssertHolds(Gaussian(0.3, seed: 2), settings);
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(44_100)]
    [InlineData(96_000)]
    [InlineData(192_000)]
    public void Holds_the_ceiling_on_what_meters_disagree_about(int rateHz)
    {
        // A maximum-length sequence, a mix clipped hard, a tone just below half the rate that fades, and one that is near a quarter.
        var settings = new LimiterSettings { GainDb = 12 };
        uint register = 1;
        AssertHolds(Made(_ =>
        {
            register = (register >> 1) ^ ((register & 1) * 0xB400u); // x^16 + x^14 + x^13 + x^11 + 1
            return (register & 1) == 0 ? 0.5f : -0.5f;
        }), settings, rateHz);
        AudioBuffer clipped = Gaussian(0.5, seed: 3);
        foreach (ref float x in clipped.Channel(0))
        {
            x = Math.Clamp(x, -0.8f, 0.8f);
        }

        AssertHolds(clipped, settings, rateHz);
        AssertHolds(Made(n => (float)(Fade(n) * Math.Sin(2 * Math.PI * 0.49 * n))), settings, rateHz);
        AssertHolds(Made(n => 0.9f * Math.Sign(Math.Sin((2 * Math.PI * 0.2497 * n) + 0.3))), settings, rateHz);
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void Stays_under_the_ceiling_for_short_meters_too(int rateHz)
    {
        // Hann-windowed and Kaiser-windowed sincs with few taps, as in common programs: they let images through and can read more.
        AudioBuffer limited = Chain.Apply(new Limiter(new LimiterSettings { GainDb = 28 }), Signals.WhiteNoise(1, rateHz, 2), rateHz);
        foreach ((int taps, double beta) in ((int, double)[])[(12, 5), (16, 6), (20, 5), (20, 12), (24, 8), (32, 9), (64, 9)])
        {
            double over = SincPeakDb(limited, taps, beta) + 1;
            Assert.True(over <= OvershootDb, $"{over:0.000} dB over, {taps} taps, β {beta}");
        }
    }

    [Theory]
    [InlineData(4, 45)]
    [InlineData(4, 17)]
    [InlineData(6.1, 30)]
    [InlineData(5.9, 11)]
    [InlineData(2.3, 5)]
    public void Holds_the_ceiling_on_tones_whose_peaks_lie_between_samples(double samplesPerPeriod, double phaseDegrees)
    {
        double w = 2 * Math.PI / samplesPerPeriod;
        AudioBuffer tone = Made(n => n is > 500 and < 20_000 ? (float)(0.98 * Math.Sin((w * n) + (phaseDegrees * Math.PI / 180))) : 0);
        AssertHolds(tone, new LimiterSettings { GainDb = 6 });
    }

    [Fact]
    public void Holds_the_ceiling_on_square_waves_clicks_and_bursts()
    {
        AssertHolds(Made(n => n / 24 % 2 == 0 ? 0.9f : -0.9f), new LimiterSettings { GainDb = 10 });
        AssertHolds(Made(n => n / 2 % 2 == 0 ? 0.98f : -0.98f), new LimiterSettings());
        AssertHolds(Made(n => n % 997 == 0 ? 0.99f : n % 997 == 1 ? 0.97f : 0), new LimiterSettings { GainDb = 12 });
        AssertHolds(Made(n => n / 3_000 % 2 == 0 ? (float)Math.Sin(0.9 * n) : 0), new LimiterSettings { GainDb = 12, ReleaseMs = 10 });
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(44_100)]
    [InlineData(96_000)]
    [InlineData(192_000)]
    public void Holds_the_ceiling_on_dense_music_like_sound_at_every_rate(int rateHz)
    {
        AudioBuffer music = Dense(rateHz, 20_000.0 / rateHz);
        AssertHolds(music, new LimiterSettings { GainDb = 20, Ceiling = new DbTp(-0.3) }, rateHz);
        AssertHolds(music, new LimiterSettings { GainDb = 15, SoftClipDb = 4, LookaheadMs = 1.5 }, rateHz);
    }

    [Fact]
    public void Reaches_the_ceiling_it_is_given()
    {
        AudioBuffer limited = Chain.Apply(new Limiter(new LimiterSettings { GainDb = 12 }), Dense(RateHz, 0.5), RateHz);
        Assert.InRange(TruePeakOracle.PeakDb(limited), -1.05, -1 + OvershootDb);
    }

    [Fact]
    public void Is_a_pure_delay_and_gain_to_the_last_bit_while_nothing_exceeds()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.2, RateHz, 0.5);
        var limiter = new Limiter(new LimiterSettings { GainDb = 3 });
        AudioBuffer output = Chain.Apply(limiter, noise, RateHz);
        float gain = (float)Math.Pow(10, 3.0 / 20);
        for (int n = 0; n < noise.Frames; n++)
        {
            Assert.Equal(noise.Channel(0)[n] * gain, output.Channel(0)[n]);
        }

        Assert.Equal(0, limiter.GainReduction.MeanDb());
    }

    [Fact]
    public void Without_limiting_it_is_gain_alone_and_has_no_delay()
    {
        AudioBuffer noise = Signals.WhiteNoise(1, RateHz, 0.1);
        var stage = new Limiter(new LimiterSettings { GainDb = 6, Enabled = false, SoftClipDb = 3 });
        AudioBuffer output = Chain.Apply(stage, noise, RateHz);
        Assert.Equal(0, stage.LatencyFrames);
        Assert.Equal(noise.Channel(1)[77] * (float)Math.Pow(10, 6.0 / 20), output.Channel(1)[77]);
    }

    [Fact]
    public void Is_neutral_again_after_a_burst()
    {
        AudioBuffer input = Signals.WhiteNoise(0.2, RateHz, 8);
        input.Channel(0)[1_000] = 4;
        AudioBuffer output = Chain.Apply(new Limiter(new LimiterSettings { ReleaseMs = 10 }), input, RateHz);
        int last = input.Frames - 100;
        Assert.NotEqual(input.Channel(1)[1_000], output.Channel(1)[1_000]);
        Assert.Equal(input.Channel(0)[last], output.Channel(0)[last]);
    }

    [Fact]
    public void Never_raises_the_level()
    {
        AudioBuffer input = Dense(RateHz, 0.5);
        AudioBuffer output = Chain.Apply(new Limiter(new LimiterSettings()), Chain.Scaled(input, 4), RateHz);
        for (int n = 0; n < input.Frames; n++)
        {
            Assert.True(Math.Abs(output.Channel(0)[n]) <= Math.Abs(4 * input.Channel(0)[n]), $"frame {n}");
        }
    }

    [Fact]
    public void Turns_all_channels_down_by_the_same_gain()
    {
        AudioBuffer input = Dense(RateHz, 0.5);
        for (int n = 0; n < input.Frames; n++)
        {
            input.Channel(1)[n] = 0.25f * input.Channel(0)[n];
        }

        AudioBuffer output = Chain.Apply(new Limiter(new LimiterSettings { GainDb = 12 }), input, RateHz);
        for (int n = 0; n < input.Frames; n++)
        {
            Assert.Equal(0.25 * output.Channel(0)[n], output.Channel(1)[n], 1e-7);
        }
    }

    // Bass pushed 6 dB over: the release ripples by (1 − floor share) of what a plain one would. Bounds are what the design gives: with
    // time constant τ, floor share κ and hold h, the gain climbs 6 dB·(1 − κ)·(T/2 − 2h)/τ between peaks at T/2.
    [Theory]
    [InlineData(40, -43)]
    [InlineData(50, -49)]
    [InlineData(100, -90)]
    public void Bass_6_dB_over_stays_clean(double frequencyHz, double mostDb)
    {
        const int Length = 48_000;
        AudioBuffer tone = Signals.Sine(frequencyHz, 0.8913, RateHz, 4);
        AudioBuffer limited = Chain.Apply(new Limiter(new LimiterSettings { GainDb = 6 }), tone, RateHz);
        var spectrum = new ToneSpectrum(limited.Channel(0).Slice(2 * RateHz, Length), (int)frequencyHz);
        Assert.InRange(spectrum.FundamentalDb, -1.1, -0.9);
        Assert.InRange(spectrum.TotalHarmonicDistortionDb, -200, mostDb);
    }

    [Fact]
    public void Reports_the_reduction_it_makes()
    {
        AudioBuffer tone = Signals.Sine(1_000, 1, RateHz, 4);
        var limiter = new Limiter(new LimiterSettings { GainDb = 5 });
        Chain.Apply(limiter, tone, RateHz);
        Assert.InRange(limiter.GainReduction.MaxWindowMeanDb(3), 5.9, 6.1); // 0 dBFS + 5 dB against −1 dBTP
    }

    private static void AssertHolds(AudioBuffer input, LimiterSettings settings, int rateHz = RateHz)
    {
        AudioBuffer limited = Chain.Apply(new Limiter(settings), input, rateHz);
        double over = TruePeakOracle.PeakDb(limited) - settings.Ceiling.Value;
        Assert.True(over <= OvershootDb, $"{over:F3} dB over the ceiling, {rateHz} Hz, {settings}");
    }

    /// <summary>Highest value on a grid of 16 points a sample, read by a windowed sinc.</summary>
    private static double SincPeakDb(AudioBuffer buffer, int taps, double beta)
    {
        ReadOnlySpan<float> x = buffer.Channel(0);
        double peak = 0;
        double[] row = new double[taps];
        for (int phase = 0; phase < 16; phase++)
        {
            for (int k = 0; k < taps; k++)
            {
                double d = k - ((taps / 2) - 1) - (phase / 16.0);
                double sinc = d == 0 ? 1 : Math.Sin(Math.PI * d) / (Math.PI * d);
                row[k] = sinc * KaiserWindow.Value(2 * d / taps, beta);
            }

            for (int n = 0; n + taps <= x.Length; n++)
            {
                double y = 0;
                for (int k = 0; k < taps; k++)
                {
                    y += row[k] * x[n + k];
                }

                peak = Math.Max(peak, Math.Abs(y));
            }
        }

        return 20 * Math.Log10(peak);
    }

    private static double Fade(int n) => Math.Clamp(Math.Min(n, (RateHz / 2) - n) / 4_000.0, 0, 1);

    private static AudioBuffer Gaussian(double deviation, int seed)
    {
        var buffer = new AudioBuffer(2, 40_000);
        var random = new Random(seed);
        for (int c = 0; c < 2; c++)
        {
            foreach (ref float x in buffer.Channel(c))
            {
                double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
                x = (float)(deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
            }
        }

        return buffer;
    }

    private static AudioBuffer Made(Func<int, float> sample)
    {
        var buffer = new AudioBuffer(2, RateHz / 2);
        for (int n = 0; n < buffer.Frames; n++)
        {
            buffer.Channel(0)[n] = sample(n);
            buffer.Channel(1)[n] = -sample(n + 13);
        }

        return buffer;
    }

    /// <summary>Bass, chords and noise bursts, the noise without the top of the band as any converter leaves it.</summary>
    private static AudioBuffer Dense(int rateHz, double seconds)
    {
        AudioBuffer buffer = BandNoise.Make(0.15, 0.9, rateHz, seconds);
        for (int c = 0; c < 2; c++)
        {
            Span<float> x = buffer.Channel(c);
            for (int n = 0; n < x.Length; n++)
            {
                double t = (double)n / rateHz;
                double hit = Math.Exp(-12 * (t % 0.25)) * Math.Min(1, t % 0.25 * 500);
                double fade = Math.Min(1, Math.Min(t, seconds - t) * 500);
                double tones = (0.4 * Math.Sin(2 * Math.PI * 55 * t)) + (0.2 * Math.Sin(2 * Math.PI * (440 + c) * t));
                x[n] = (float)(fade * (tones + (x[n] * hit)));
            }
        }

        return buffer;
    }
}
