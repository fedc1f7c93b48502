using System.Reflection;
using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Filters;
using Lacquer.Dsp.Units;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests;

/// <summary>What every processor promises (house style, point 7 and section 3). New ones are found by reflection.</summary>
public sealed class ProcessorContractTests
{
    private const int RateHz = 48_000;

    // Where reflection alone would leave a stage half idle.
    private static readonly Dictionary<Type, object> ActiveSettings = new()
    {
        [typeof(CleanupProcessor)] = new CleanupSettings { HighPassHz = 30, HighPassOrder = 4 },
        [typeof(Compressor)] = new CompressorSettings { ThresholdDbfs = -30, Ratio = 4, MakeupDb = 3, Mix = 0.8 },
        [typeof(DeEsser)] = new DeEsserSettings { MaxReductionDb = 9, ThresholdDb = -20 },
        [typeof(Saturation)] = new SaturationSettings { DriveDb = 8, Asymmetry = 0.5, Mix = 0.7 },
        [typeof(Limiter)] = new LimiterSettings { GainDb = 9, SoftClipDb = 3, Ceiling = new DbTp(-2) },
    };

    public static TheoryData<Type> Types() => [.. Processors()];

    public static TheoryData<Type, bool> All()
    {
        var data = new TheoryData<Type, bool>();
        foreach (Type type in Processors())
        {
            data.Add(type, false);
            data.Add(type, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Output_does_not_depend_on_the_block_size(Type type, bool active)
    {
        AudioBuffer input = Loud(channels: 2, seconds: 0.5);
        AudioBuffer expected = Render(type, active, input, 4_096);
        foreach (int frames in Cuts.Sizes)
        {
            AssertIdentical(expected, Render(type, active, input, frames), $"blocks of {frames}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Reset_equals_new(Type type, bool active)
    {
        AudioBuffer input = Loud(channels: 2, seconds: 0.4);
        IAudioProcessor processor = Prepared(type, active, RateHz, 2);
        AudioBuffer first = Chain.Run(processor, input, 1_000);
        processor.Reset();
        AssertIdentical(first, Chain.Run(processor, input, 1_000), "after Reset");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Processing_allocates_nothing(Type type, bool active)
    {
        IAudioProcessor processor = Prepared(type, active, RateHz, 2);
        AudioBuffer input = Loud(channels: 2, seconds: 0.5);
        Cuts.Each(input, 1_024, processor.Process);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int start = 0; start + 500 <= input.Frames; start += 500)
        {
            processor.Process(input.AsBlock(start, 500));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void With_default_settings_an_impulse_arrives_after_the_latency(Type type)
    {
        // A stage at work may spread an impulse; its delay is the same, which the stage's own tests measure.
        const int At = 5_000;
        var input = new AudioBuffer(2, 30_000);
        input.Channel(0)[At] = 0.5f;
        input.Channel(1)[At] = 0.5f;
        IAudioProcessor processor = Prepared(type, active: false, RateHz, 2);
        AudioBuffer output = Chain.Run(processor, input, 777, processor.LatencyFrames);
        int largest = 0;
        for (int n = 0; n < output.Frames; n++)
        {
            largest = Math.Abs(output.Channel(1)[n]) > Math.Abs(output.Channel(1)[largest]) ? n : largest;
        }

        Assert.Equal(At + processor.LatencyFrames, largest);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Silence_stays_silence(Type type, bool active)
    {
        AudioBuffer output = Render(type, active, new AudioBuffer(2, 40_000), 1_024);
        Assert.Equal(0, Largest(output));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Loud_noise_gives_finite_sound_at_every_rate_in_mono_and_stereo(Type type, bool active)
    {
        foreach (int rateHz in (int[])[8_000, 44_100, 48_000, 96_000, 192_000, 384_000])
        {
            for (int channels = 1; channels <= 2; channels++)
            {
                AudioBuffer noise = Signals.WhiteNoise(8, rateHz, 0.1, channels);
                AudioBuffer output = Chain.Run(Prepared(type, active, rateHz, channels), noise, 4_096, 4_096);
                Assert.True(double.IsFinite(Largest(output)), $"{rateHz} Hz, {channels} channels");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Vanishing_sound_stays_finite_and_small(Type type, bool active)
    {
        AudioBuffer input = Signals.WhiteNoise(1e-39, RateHz, 0.2); // subnormal in single precision
        Assert.InRange(Largest(Render(type, active, input, 1_024)), 0, 1e-30);
    }

    private static IAudioProcessor Prepared(Type type, bool active, int rateHz, int channels)
    {
        ConstructorInfo constructor = Assert.Single(type.GetConstructors());
        ParameterInfo parameter = Assert.Single(constructor.GetParameters());
        object settings = Activator.CreateInstance(parameter.ParameterType)!;
        if (active)
        {
            settings = ActiveSettings.GetValueOrDefault(type) ?? MadeActive(settings);
        }

        var processor = (IAudioProcessor)constructor.Invoke([settings]);
        processor.Prepare(new StreamFormat { SampleRateHz = rateHz, Channels = channels, MaxFrames = 8_193 });
        return processor;
    }

    /// <summary>Sets every number to the first candidate that its range admits and that differs from its default.</summary>
    private static object MadeActive(object settings)
    {
        foreach (PropertyInfo property in settings.GetType().GetProperties())
        {
            if (property.CanWrite && property.PropertyType == typeof(double))
            {
                foreach (double candidate in (double[])[3, 0.5, 1, 30, 200, 5_000, -3, -20])
                {
                    if (!candidate.Equals(property.GetValue(settings)) && TrySet(property, settings, candidate))
                    {
                        break;
                    }
                }
            }
        }

        return settings;
    }

    private static bool TrySet(PropertyInfo property, object settings, double value)
    {
        try
        {
            property.SetValue(settings, value);
            return true;
        }
        catch (TargetInvocationException)
        {
            return false;
        }
    }

    private static AudioBuffer Render(Type type, bool active, AudioBuffer input, int blockFrames) =>
        Chain.Run(Prepared(type, active, RateHz, input.Channels), input, blockFrames);

    /// <summary>Noise that swells and falls back, so that everything that reacts to level has something to do.</summary>
    private static AudioBuffer Loud(int channels, double seconds)
    {
        AudioBuffer noise = Signals.WhiteNoise(1, RateHz, seconds, channels, seed: 7);
        for (int c = 0; c < channels; c++)
        {
            for (int n = 0; n < noise.Frames; n++)
            {
                noise.Channel(c)[n] *= (float)(0.5 + (0.5 * Math.Sin(2 * Math.PI * 7 * n / RateHz)));
            }
        }

        return noise;
    }

    private static double Largest(AudioBuffer buffer)
    {
        double largest = 0;
        for (int c = 0; c < buffer.Channels; c++)
        {
            foreach (float sample in buffer.Channel(c))
            {
                largest = Math.Max(largest, Math.Abs(sample)); // Math.Max hands NaN on
            }
        }

        return largest;
    }

    private static void AssertIdentical(AudioBuffer expected, AudioBuffer actual, string what)
    {
        for (int c = 0; c < expected.Channels; c++)
        {
            Assert.True(expected.Channel(c).SequenceEqual(actual.Channel(c)), $"{what}: channel {c} differs");
        }
    }

    private static IEnumerable<Type> Processors() =>
        typeof(IAudioProcessor).Assembly.GetTypes().Where(type => typeof(IAudioProcessor).IsAssignableFrom(type) && type is { IsClass: true, IsAbstract: false });
}
