using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Resampling;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Metering;

public sealed class TruePeakMeterTests
{
    private const double UnderReadDb = 0.05; // 20·lg cos(π/32) = 0.042 plus 0.01 of ripple
    private const double PassedOverDb = 0.005; // where the usual filter reads a fifth less than the long one, the long one is not asked
    private const double OverReadDb = 0.012; // ripple of the interpolator to 0.45 of the rate

    public static TheoryData<double> Shares => [0.01, 0.1, 0.2, 0.25, 1.0 / 3, 0.4, 0.42, 0.44, 0.45];

    [Theory]
    [MemberData(nameof(Shares))]
    public void Reads_a_sine_whatever_its_phase(double shareOfRate)
    {
        for (int phase = 0; phase < 180; phase += 7)
        {
            AudioBuffer sine = FadedSine(shareOfRate, 0.5, phase);
            double read = Measure(sine, 48_000).TruePeak.Value;
            Assert.InRange(read, Db(0.5) - UnderReadDb, Db(0.5) + OverReadDb);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Agrees_with_a_long_sinc_on_band_limited_noise(int seed)
    {
        AudioBuffer noise = BandLimited(seed, 700);
        double truth = Db(ReconstructionOracle.Peak(noise.Channel(0), 64));
        double read = Measure(noise, 44_100).ChannelTruePeak(0).Value;
        Assert.InRange(read, truth - UnderReadDb, truth + OverReadDb);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pruning_loses_nothing_of_the_full_16_times_grid(int seed)
    {
        foreach (AudioBuffer signal in (AudioBuffer[])[
            Signals.WhiteNoise(0.9, 48_000, 0.1, 1, seed), BandLimited(seed, 4_001), Clipped(seed), FadedSine(0.495, 0.7, 10 * seed)])
        {
            double full = Db(FullGridPeak(signal.Channel(0)));
            double read = Measure(signal, 48_000).TruePeak.Value;
            Assert.InRange(read, full - PassedOverDb, Math.Max(full, TruePeakOracle.PeakDb(signal)) + UnderReadDb);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Hears_what_lies_right_below_half_the_rate(int seed)
    {
        foreach (AudioBuffer signal in (AudioBuffer[])[Signals.WhiteNoise(0.9, 48_000, 1, 1, seed), Clipped(seed)])
        {
            Assert.Equal(TruePeakOracle.PeakDb(signal), Measure(signal, 48_000).TruePeak.Value, UnderReadDb);
        }
    }

    [Fact]
    public void Does_not_depend_on_the_cut()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.8, 44_100, 0.5);
        double whole = Measure(noise, 44_100).TruePeak.Value;
        foreach (int size in Cuts.Sizes)
        {
            var meter = new TruePeakMeter(44_100, 2);
            Cuts.Each(noise, size, meter.Process);
            Assert.Equal(whole, meter.TruePeak.Value);
        }
    }

    [Fact]
    public void Hears_what_rings_after_the_last_sample_and_before_the_first()
    {
        // Two equal samples: the peak lies halfway, 2·sinc(½) = 4/π above them; here they are all there is.
        var pair = new AudioBuffer(1, 2);
        pair.Channel(0).Fill(0.5f);
        Assert.Equal(Db(0.5 * 4 / Math.PI), Measure(pair, 48_000).TruePeak.Value, 0.05);
    }

    [Fact]
    public void May_be_read_in_between_without_changing_the_result()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.8, 44_100, 0.2);
        var meter = new TruePeakMeter(44_100, 2);
        Cuts.Each(noise, 777, block =>
        {
            meter.Process(block);
            _ = meter.TruePeak;
        });
        Assert.Equal(Measure(noise, 44_100).TruePeak.Value, meter.TruePeak.Value);
    }

    [Fact]
    public void Keeps_channels_apart_and_reads_samples_exactly()
    {
        var buffer = new AudioBuffer(2, 3_000);
        buffer.Channel(0)[1_500] = -0.25f;
        buffer.Channel(1)[2_999] = 0.5f;
        TruePeakMeter meter = Measure(buffer, 48_000);
        Assert.Equal(Db(0.25), meter.ChannelSamplePeak(0).Value, 1e-9);
        Assert.Equal(Db(0.5), meter.ChannelSamplePeak(1).Value, 1e-9);
        Assert.Equal(Db(0.25), meter.ChannelTruePeak(0).Value, 1e-5); // a lone sample peaks on itself
        Assert.Equal(Db(0.5), meter.SamplePeak.Value, 1e-9);
    }

    [Fact]
    public void Silence_has_no_peak()
    {
        TruePeakMeter meter = Measure(new AudioBuffer(2, 5_000), 48_000);
        Assert.Equal(double.NegativeInfinity, meter.TruePeak.Value);
        Assert.Equal(double.NegativeInfinity, meter.SamplePeak.Value);
    }

    private static TruePeakMeter Measure(AudioBuffer buffer, int sampleRateHz)
    {
        var meter = new TruePeakMeter(sampleRateHz, buffer.Channels);
        meter.Process(buffer.AsBlock());
        return meter;
    }

    private static double Db(double linear) => 20 * Math.Log10(linear);

    /// <summary>Slow fades: a sine that is switched on is not band-limited.</summary>
    private static AudioBuffer FadedSine(double shareOfRate, double peak, double phaseDegrees)
    {
        const int Frames = 6_000;
        const int Fade = 1_500;
        AudioBuffer sine = Signals.Sine(shareOfRate, peak, 1, Frames, 1, phaseDegrees);
        Span<float> x = sine.Channel(0);
        for (int n = 0; n < Fade; n++)
        {
            float gain = (float)(0.5 - (0.5 * Math.Cos(Math.PI * n / Fade)));
            x[n] *= gain;
            x[^(n + 1)] *= gain;
        }

        return sine;
    }

    /// <summary>Sum of 60 sines up to 0.45 of the rate.</summary>
    private static AudioBuffer BandLimited(int seed, int frames)
    {
        var random = new Random(seed);
        var buffer = new AudioBuffer(1, frames);
        for (int i = 0; i < 60; i++)
        {
            AudioBuffer sine = Signals.Sine(0.45 * random.NextDouble(), 0.05, 1, frames, 1, 360 * random.NextDouble());
            for (int n = 0; n < frames; n++)
            {
                buffer.Channel(0)[n] += sine.Channel(0)[n] * (float)Math.Sin(Math.PI * n / frames);
            }
        }

        return buffer;
    }

    private static AudioBuffer Clipped(int seed)
    {
        AudioBuffer buffer = Signals.WhiteNoise(3, 48_000, 0.1, 1, seed);
        foreach (ref float x in buffer.Channel(0))
        {
            x = Math.Clamp(x, -0.7f, 0.7f);
        }

        return buffer;
    }

    private static double FullGridPeak(ReadOnlySpan<float> x) => Math.Max(
        FullGridPeak(x, TruePeakDetector.Taps, TruePeakDetector.AttenuationDb),
        FullGridPeak(x, TruePeakDetector.LongTaps, TruePeakDetector.LongAttenuationDb));

    private static double FullGridPeak(ReadOnlySpan<float> x, int taps, double attenuationDb)
    {
        var kernel = new PolyphaseKernel(TruePeakDetector.Phases, taps, 0.5, attenuationDb);
        double peak = 0;
        for (int n = -kernel.Taps; n < x.Length + kernel.Taps; n++)
        {
            for (int p = 0; p < kernel.Phases; p++)
            {
                double y = 0;
                for (int k = 0; k < kernel.Taps; k++)
                {
                    int i = n + k - ((kernel.Taps / 2) - 1);
                    y += i >= 0 && i < x.Length ? x[i] * kernel.Row(p)[k] : 0;
                }

                peak = Math.Max(peak, Math.Abs(y));
            }
        }

        return peak;
    }
}
