using Lacquer.Dsp.Spectral;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Spectral;

public sealed class SpectralProcessorTests
{
    private const double IdentityDb = -130;     // docs/contract.md, signal targets
    private const double PreEchoDb = -60;       // docs/contract.md, signal targets

    internal static readonly BandDynamicsSettings StrongDynamics = new()
    {
        Low = new() { ThresholdDbfs = -50, Ratio = 4 },
        LowMid = new() { ThresholdDbfs = -50, Ratio = 3 },
        HighMid = new() { ThresholdDbfs = -50, Ratio = 4 },
        High = new() { ThresholdDbfs = -60, Ratio = 2 },
        AttackMs = 10,
        ReleaseMs = 50,
        LevelerThresholdDbfs = -40,
        LevelerRatio = 4,
    };

    internal static readonly SpectralSettings Everything = new()
    {
        Equalizer = new()
        {
            MidDb = [6, -6, 3, 0, 2, -2, 4, 0, 0, -3, 0, 2, 0, 6, -6, 0, 1, 2, 3, 4],
            SideDb = [0, 2, -2, 3, -3, 1],
        },
        Image = new() { LowMidWidthDb = 2, MidWidthDb = -2, HighWidthDb = 4, MonoBelowHz = 150 },
        Dynamics = StrongDynamics,
        Resonance = new() { ThresholdDb = 3, MaxCutDb = 12, HarshnessMaxCutDb = 6, HarshnessThresholdDb = -20 },
    };

    public static TheoryData<string> Groups() => new("equalizer", "image", "dynamics", "resonance", "everything");

    private static SpectralSettings Group(string name) => name switch
    {
        "equalizer" => new() { Equalizer = Everything.Equalizer },
        "image" => new() { Image = Everything.Image },
        "dynamics" => new() { Dynamics = StrongDynamics },
        "resonance" => new() { Resonance = Everything.Resonance },
        _ => Everything,
    };

    [Fact]
    public void Neutral_settings_change_nothing_and_take_no_time()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.5, 44_100, 0.2);
        var processor = new SpectralProcessor(new SpectralSettings());
        AudioBuffer output = SpectralRun.Apply(processor, noise, 44_100);
        Assert.Equal(0, processor.LatencyFrames);
        Assert.Equal(double.NegativeInfinity, SpectralRun.DifferenceDb(noise, output));
    }

    [Fact]
    public void Dynamics_that_never_reach_their_threshold_reconstruct_the_signal()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.25, 44_100, 1);
        var settings = new SpectralSettings { Dynamics = new() { High = new() { ThresholdDbfs = 0, Ratio = 4 } } };
        AudioBuffer output = SpectralRun.Apply(settings, noise, 44_100);
        Assert.True(SpectralRun.DifferenceDb(noise, output) < IdentityDb, $"{SpectralRun.DifferenceDb(noise, output):f1} dB");
    }

    [Fact]
    public void A_constant_gain_in_all_bands_is_nothing_but_a_gain()
    {
        // All bands and frames at the largest reduction, 6 dB: the filters must add up to exactly that.
        AudioBuffer noise = Signals.WhiteNoise(0.5, 44_100, 3);
        var band = new DynamicsBandSettings { ThresholdDbfs = -80, Ratio = 4 };
        var settings = new SpectralSettings
        {
            Dynamics = new() { Low = band, LowMid = band, HighMid = band, High = band, AttackMs = 10, ReleaseMs = 5_000 },
        };
        AudioBuffer output = SpectralRun.Apply(settings, noise, 44_100);
        float gain = MathF.Pow(10, -6f / 20);
        double worst = 0;
        for (int n = 88_200; n < noise.Frames - 4_096; n++)
        {
            worst = Math.Max(worst, Math.Abs(output.Channel(0)[n] - (gain * noise.Channel(0)[n])));
        }

        // A filter is kept while its gains are within 0.01 dB of the wanted ones: 0.12 % of the signal, −59 dB.
        Assert.True(20 * Math.Log10(worst) < -59, $"{20 * Math.Log10(worst):f1} dB");
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Nothing_is_heard_before_an_attack(string group)
    {
        foreach (bool kick in (bool[])[false, true])
        {
            const int Rate = 44_100;
            const int Attack = 40_000;
            var dry = new AudioBuffer(2, 80_000);
            for (int n = 0; n < 20_000; n++)
            {
                double t = (double)n / Rate;
                double sample = kick
                    ? 0.8 * Math.Exp(-t * 12) * Math.Sin(2 * Math.PI * ((55 * t) + (2.5 * (1 - Math.Exp(-t * 40)))))
                    : n == 0 ? 0.9 : 0;
                (dry.Channel(0)[Attack + n], dry.Channel(1)[Attack + n]) = ((float)sample, (float)(0.5 * sample));
            }

            AudioBuffer wet = SpectralRun.Apply(Group(group), dry, Rate);
            int from = Attack - (Rate * 20 / 1_000);
            int to = Attack - (Rate * 3 / 1_000);
            double attackDb = SpectralRun.PowerDb(wet.Channel(0).Slice(Attack, to - from));
            double beforeDb = SpectralRun.PowerDb(wet.Channel(0)[from..to]);
            Assert.True(beforeDb - attackDb < PreEchoDb, $"kick {kick}: {beforeDb - attackDb:f1} dB");
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Output_does_not_depend_on_how_the_stream_is_cut(string group)
    {
        AudioBuffer noise = Signals.WhiteNoise(0.5, 44_100, 1.2, seed: 5);
        AudioBuffer whole = SpectralRun.Apply(Group(group), noise, 44_100, 8_192);
        foreach (int blockFrames in (int[])[1, 64, 65, 8_193])
        {
            AudioBuffer cut = SpectralRun.Apply(Group(group), noise, 44_100, blockFrames);
            Assert.Equal(double.NegativeInfinity, SpectralRun.DifferenceDb(whole, cut));
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Reset_is_as_good_as_new(string group)
    {
        AudioBuffer noise = Signals.WhiteNoise(0.5, 44_100, 1);
        var processor = new SpectralProcessor(Group(group));
        AudioBuffer first = SpectralRun.Apply(processor, noise, 44_100);
        processor.Reset();
        var again = new AudioBuffer(2, noise.Frames + processor.LatencyFrames);
        noise.AsBlock().CopyTo(again.AsBlock());
        processor.Process(again.AsBlock());
        var second = new AudioBuffer(2, noise.Frames);
        again.AsBlock(processor.LatencyFrames, noise.Frames).CopyTo(second.AsBlock());
        Assert.Equal(double.NegativeInfinity, SpectralRun.DifferenceDb(first, second));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Steady_work_allocates_nothing(string group)
    {
        AudioBuffer noise = Signals.WhiteNoise(0.5, 44_100, 2);
        var processor = new SpectralProcessor(Group(group));
        processor.Prepare(new StreamFormat { SampleRateHz = 44_100, Channels = 2, MaxFrames = 8_192 });
        processor.Process(noise.AsBlock(0, 44_100));
        long before = GC.GetAllocatedBytesForCurrentThread();
        processor.Process(noise.AsBlock(44_100, 44_100));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(8_000, 1)]
    [InlineData(8_000, 2)]
    [InlineData(22_050, 2)]
    [InlineData(44_100, 1)]
    [InlineData(48_000, 2)]
    [InlineData(96_000, 2)]
    [InlineData(192_000, 2)]
    [InlineData(384_000, 2)]
    public void Silence_stays_silent_and_denormals_and_full_scale_stay_finite(int sampleRateHz, int channels)
    {
        var silence = new AudioBuffer(channels, sampleRateHz / 2);
        AudioBuffer quiet = SpectralRun.Apply(Everything, silence, sampleRateHz);
        Assert.Equal(double.NegativeInfinity, SpectralRun.DifferenceDb(silence, quiet));

        foreach (double peak in (double[])[1e-40, 1])
        {
            AudioBuffer output = SpectralRun.Apply(Everything, Signals.WhiteNoise(peak, sampleRateHz, 0.7, channels), sampleRateHz);
            foreach (float sample in output.Channel(channels - 1))
            {
                Assert.True(float.IsFinite(sample));
            }
        }
    }

    [Fact]
    public void Mono_in_both_channels_stays_mono()
    {
        AudioBuffer tone = Signals.Sine(300, 0.5, 44_100, 1);
        AudioBuffer output = SpectralRun.Apply(Everything, tone, 44_100);
        Assert.True(output.Channel(0).SequenceEqual(output.Channel(1)));
    }

    [Fact]
    public void More_than_two_channels_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new SpectralProcessor(Everything).Prepare(new StreamFormat { SampleRateHz = 44_100, Channels = 3 }));
}
