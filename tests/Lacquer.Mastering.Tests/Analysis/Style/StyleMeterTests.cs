using Lacquer.Dsp;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Style;

public sealed class StyleMeterTests
{
    private const int RateHz = 44_100;

    [Theory]
    [InlineData(10, new long[] { 0 })]
    [InlineData(45, new long[] { 7 })]
    [InlineData(60, new long[] { 0, 30 })]
    [InlineData(100, new long[] { 10, 60 })]
    [InlineData(3_600, new long[] { 885, 2_685 })]
    public void Windows_lie_in_the_middle_of_equal_parts(int seconds, long[] startSeconds) =>
        Assert.Equal(startSeconds, StyleMeter.Starts(seconds * RateHz, 30 * RateHz).Select(start => start / RateHz));

    [Theory]
    [InlineData(-20)]
    [InlineData(20)]
    public void Gain_changes_nothing(double gainDb)
    {
        const double Rounding = 2e-4; // of floats, in numbers up to some thousands
        float[] plain = Assert.Single(Windows(Music(12, gain: 0.05), RateHz));
        float[] louder = Assert.Single(Windows(Music(12, gain: 0.05 * Math.Pow(10, gainDb / 20)), RateHz));
        Assert.All(plain.Zip(louder), pair => Assert.Equal(pair.First, pair.Second, Rounding * Math.Max(1, Math.Abs(pair.First))));
    }

    [Theory]
    [InlineData(48_000)]
    [InlineData(96_000)]
    [InlineData(44_101)]
    public void The_rate_of_the_file_hardly_matters(int rateHz)
    {
        // A chord well below every band edge is the same sound at every rate; the noise beneath is made anew, so levels are free to differ.
        float[] at44 = Assert.Single(Windows(Signals.Sine(440, 0.3, RateHz, 8), RateHz));
        float[] other = Assert.Single(Windows(Signals.Sine(440, 0.3, rateHz, 8), rateHz));
        Assert.Equal(440, at44[0], 5.0);
        Assert.Equal(at44[0], other[0], 2.0);
        Assert.Equal(at44[6], other[6], 1e-3);
    }

    [Fact]
    public void Only_what_lies_in_a_window_counts()
    {
        // 45 s: the window is from 7.5 to 37.5 s. What stands outside may be anything.
        float[] samples = Music(45, gain: 0.1);
        float[] changed = [.. samples];
        Array.Clear(changed, 0, 7 * RateHz);
        Array.Clear(changed, 38 * RateHz, 7 * RateHz);
        Assert.Equal(Assert.Single(Windows(samples, RateHz)), Assert.Single(Windows(changed, RateHz)));
    }

    [Fact]
    public void Blocks_do_not_matter()
    {
        float[] samples = Music(62, gain: 0.1);
        var meter = new StyleMeter(RateHz, samples.Length);
        for (int n = 0; n < samples.Length; n += 7_919)
        {
            meter.Process(samples.AsSpan(n, Math.Min(7_919, samples.Length - n)));
        }

        meter.Finish();
        Assert.Equal(2, meter.Windows.Count);
        Assert.Equal(Windows(samples, RateHz), meter.Windows);
    }

    [Fact]
    public void A_track_that_ends_before_it_should_still_counts()
    {
        var meter = new StyleMeter(RateHz, 120 * RateHz);
        meter.Process(Music(20, gain: 0.1));
        meter.Finish();
        Assert.Single(meter.Windows);
    }

    private static IReadOnlyList<float[]> Windows(AudioBuffer sound, int rateHz) => Windows(sound.Channel(0).ToArray(), rateHz);

    private static IReadOnlyList<float[]> Windows(float[] mid, int rateHz)
    {
        var meter = new StyleMeter(rateHz, mid.Length);
        meter.Process(mid);
        meter.Finish();
        return meter.Windows;
    }

    /// <summary>Pink noise in beats.</summary>
    private static float[] Music(double seconds, double gain)
    {
        float[] samples = ShapedNoise.Pink(0.1, RateHz, seconds, channels: 1).Channel(0).ToArray();
        for (int n = 0; n < samples.Length; n++)
        {
            samples[n] *= (float)(gain * (0.2 + Math.Exp(-(n % (RateHz / 2)) / (0.1 * RateHz))));
        }

        return samples;
    }
}
