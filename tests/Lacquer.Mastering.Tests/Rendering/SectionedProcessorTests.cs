using Lacquer.Dsp;
using Lacquer.Dsp.Dynamics;
using Lacquer.Mastering.Rendering;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Rendering;

public sealed class SectionedProcessorTests
{
    private const int RateHz = 48_000;
    private const double HalfFadeSeconds = 0.025;

    [Theory]
    [InlineData(1)]
    [InlineData(977)]
    [InlineData(8_192)]
    public void Each_variant_is_heard_in_its_stretch_and_lined_up(int blockFrames)
    {
        AudioBuffer input = Signals.WhiteNoise(0.5, RateHz, 3);
        IAudioProcessor[] variants = [Gain(0), Gain(-6)];
        var schedule = new SectionSchedule { StartSeconds = [0, 1, 2], Variant = [0, 1, 0], FadeSeconds = [0, 0.05, 0.05] };

        AudioBuffer output = Render(new SectionedProcessor(variants, schedule), input, blockFrames);

        for (int n = 0; n < input.Frames; n++)
        {
            double seconds = (double)n / RateHz;
            bool inside = seconds is > 1 + HalfFadeSeconds and < 2 - HalfFadeSeconds;
            bool outside = seconds is < 1 - HalfFadeSeconds or > 2 + HalfFadeSeconds;
            float expected = input.Channel(0)[n] * (inside ? (float)Math.Pow(10, -6 / 20.0) : 1);
            if (inside || outside)
            {
                Assert.Equal(expected, output.Channel(0)[n], 1e-6f);
            }
        }
    }

    [Fact]
    public void Variants_of_different_delay_are_lined_up()
    {
        AudioBuffer input = Signals.WhiteNoise(0.5, RateHz, 2);
        IAudioProcessor[] variants = [new DelayLine(0), new DelayLine(100)];
        var schedule = new SectionSchedule { StartSeconds = [0, 1], Variant = [0, 1], FadeSeconds = [0, 0.05] };

        // Both only delay: once lined up, the output is the input whichever is heard, fade included.
        AudioBuffer output = Render(new SectionedProcessor(variants, schedule), input, 512);

        for (int n = 0; n < input.Frames; n++)
        {
            Assert.Equal(input.Channel(1)[n], output.Channel(1)[n], 1e-6f);
        }
    }

    [Fact]
    public void The_border_does_not_click()
    {
        AudioBuffer input = Signals.Sine(50, 0.5, RateHz, 2);
        IAudioProcessor[] variants = [Gain(0), Gain(-12)];
        var schedule = new SectionSchedule { StartSeconds = [0, 1], Variant = [0, 1], FadeSeconds = [0, 0.05] };

        AudioBuffer output = Render(new SectionedProcessor(variants, schedule), input, 256);

        // The fade adds at most its own slope, 0.5 · 0.75 over 50 ms, to the sine's: a click would be a step of many times that.
        double steepest = (0.5 * 2 * Math.PI * 50 / RateHz) + (0.5 * 0.75 / (0.05 * RateHz));
        ReadOnlySpan<float> samples = output.Channel(0);
        for (int n = 1; n < samples.Length; n++)
        {
            Assert.True(Math.Abs(samples[n] - samples[n - 1]) <= steepest * 1.01);
        }
    }

    [Theory]
    [InlineData(4.0, 5.0)]  // room for the whole fade
    [InlineData(4.0, 0.75)] // two fades that would overlap are shortened until they meet
    public void Long_fades_do_not_step_either(double fadeSeconds, double stretchSeconds)
    {
        AudioBuffer input = Signals.Sine(50, 0.5, RateHz, 4 + stretchSeconds);
        var schedule = new SectionSchedule { StartSeconds = [0, 2, 2 + stretchSeconds], Variant = [0, 1, 0], FadeSeconds = [0, fadeSeconds, fadeSeconds] };

        AudioBuffer output = Render(new SectionedProcessor([Gain(0), Gain(-12)], schedule), input, 977);

        double shortest = Math.Min(fadeSeconds, Math.Min(2, stretchSeconds));
        double steepest = (0.5 * 2 * Math.PI * 50 / RateHz) + (0.5 * 0.75 / (shortest * RateHz));
        ReadOnlySpan<float> samples = output.Channel(0);
        for (int n = 1; n < samples.Length; n++)
        {
            Assert.True(Math.Abs(samples[n] - samples[n - 1]) <= steepest * 1.01);
        }

        int middle = (int)((2 + (stretchSeconds / 2)) * RateHz);
        Assert.Equal(input.Channel(0)[middle] * (float)Math.Pow(10, -12 / 20.0), samples[middle], 0.01);
    }

    private static Limiter Gain(double gainDb) => new(new LimiterSettings { GainDb = gainDb, Enabled = false });

    private static AudioBuffer Render(SectionedProcessor processor, AudioBuffer input, int blockFrames)
    {
        processor.Prepare(new StreamFormat { SampleRateHz = RateHz, Channels = input.Channels, MaxFrames = blockFrames });
        int latency = processor.LatencyFrames;
        var padded = new AudioBuffer(input.Channels, input.Frames + latency);
        input.AsBlock().CopyTo(padded.AsBlock(0, input.Frames));
        for (int start = 0; start < padded.Frames; start += blockFrames)
        {
            processor.Process(padded.AsBlock(start, Math.Min(blockFrames, padded.Frames - start)));
        }

        var output = new AudioBuffer(input.Channels, input.Frames);
        padded.AsBlock(latency, input.Frames).CopyTo(output.AsBlock());
        return output;
    }
}
