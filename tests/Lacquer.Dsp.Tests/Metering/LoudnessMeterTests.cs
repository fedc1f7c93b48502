using Lacquer.Dsp.Metering;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Metering;

public sealed class LoudnessMeterTests
{
    private const double ToleranceLu = 0.01; // theory: eq. 2 of BS.1770-5 and the filter's own gain

    [Theory]
    [InlineData(8_000)]
    [InlineData(11_025)] // 110.25 frames in 10 ms
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(384_000)]
    public void A_full_scale_sine_of_997_Hz_in_one_channel_reads_minus_3_01(int sampleRateHz)
    {
        AudioBuffer sine = Signals.Sine(997, 1, sampleRateHz, 4, 1);
        LoudnessMeter meter = Measure(sine, sampleRateHz);
        Assert.Equal(-3.01, meter.Integrated.Value, ToleranceLu);
        Assert.Equal(-3.01, meter.ShortTermLufs()[^1], ToleranceLu);
        Assert.Equal(-3.01, meter.MomentaryLufs()[^1], ToleranceLu);
    }

    [Fact]
    public void Two_equal_channels_are_3_LU_louder_than_one()
    {
        double one = Measure(Signals.WhiteNoise(0.1, 48_000, 2, 1), 48_000).Integrated.Value;
        AudioBuffer both = Signals.WhiteNoise(0.1, 48_000, 2, 1);
        var stereo = new AudioBuffer(2, both.Frames);
        both.Channel(0).CopyTo(stereo.Channel(0));
        both.Channel(0).CopyTo(stereo.Channel(1));
        Assert.Equal(one + (10 * Math.Log10(2)), Measure(stereo, 48_000).Integrated.Value, 1e-9);
    }

    [Fact]
    public void Agrees_with_a_plain_implementation_of_the_text()
    {
        const int Rate = 44_100;
        AudioBuffer music = Stepped(Rate);
        var weighted = new AudioBuffer(2, music.Frames);
        new KWeightingFilter(Rate, 2).Process(music.AsBlock(), weighted.AsBlock());
        LoudnessMeter meter = Measure(music, Rate);

        double[] momentary = Windows(weighted, Rate / 10 * 4, Rate / 10);
        Assert.Equal(momentary.Length, meter.MomentaryLufs().Length);
        double[] loud = momentary.Where(z => Lufs(z) > -70).ToArray();
        double gate = Lufs(loud.Average()) - 10;
        Assert.Equal(Lufs(loud.Where(z => Lufs(z) > gate).Average()), meter.Integrated.Value, 1e-4);

        double[] shortTerm = Windows(weighted, Rate * 3, Rate / 10);
        double[] measured = meter.ShortTermLufs();
        Assert.Equal(shortTerm.Length, measured.Length);
        for (int i = 0; i < shortTerm.Length; i++)
        {
            Assert.Equal(Lufs(shortTerm[i]), measured[i], 1e-4);
        }

        Assert.Equal(Lufs(Windows(weighted, Rate * 3, Rate / 100).Max()), meter.MaxShortTerm.Value, 1e-4);
        Assert.Equal(Lufs(Windows(weighted, Rate / 10 * 4, Rate / 100).Max()), meter.MaxMomentary.Value, 1e-4);
    }

    [Fact]
    public void Does_not_depend_on_the_cut()
    {
        AudioBuffer music = Stepped(11_025);
        LoudnessMeter whole = Measure(music, 11_025);
        foreach (int size in Cuts.Sizes)
        {
            var meter = new LoudnessMeter(11_025, 2);
            Cuts.Each(music, size, meter.Process);
            Assert.Equal(whole.Integrated, meter.Integrated);
            Assert.Equal(whole.MaxMomentary, meter.MaxMomentary);
            Assert.Equal(whole.MaxShortTerm, meter.MaxShortTerm);
            Assert.Equal(whole.Range, meter.Range);
            Assert.Equal(whole.ShortTermLufs(), meter.ShortTermLufs());
            Assert.Equal(whole.MomentaryLufs(), meter.MomentaryLufs());
        }
    }

    [Fact]
    public void Silence_is_minus_infinity_and_has_no_range()
    {
        LoudnessMeter meter = Measure(new AudioBuffer(2, 48_000 * 5), 48_000);
        Assert.Equal(double.NegativeInfinity, meter.Integrated.Value);
        Assert.Equal(double.NegativeInfinity, meter.MaxMomentary.Value);
        Assert.Equal(double.NegativeInfinity, meter.MaxShortTerm.Value);
        Assert.Equal(double.NegativeInfinity, meter.ShortTermLufs()[0]);
        Assert.Equal(0, meter.Range.Value);
    }

    [Fact]
    public void A_stream_shorter_than_a_window_is_measured_as_a_whole()
    {
        LoudnessMeter meter = Measure(Signals.Sine(997, 1, 48_000, 0.35, 1), 48_000);
        Assert.Equal(-3.01, meter.MaxMomentary.Value, 0.02);
        Assert.Equal(-3.01, meter.MaxShortTerm.Value, 0.02);
        Assert.Equal(double.NegativeInfinity, meter.Integrated.Value);
        Assert.Empty(meter.MomentaryLufs());
        Assert.Empty(meter.ShortTermLufs());
    }

    [Fact]
    public void Nothing_at_all_is_minus_infinity()
    {
        var meter = new LoudnessMeter(48_000, 2);
        Assert.Equal(double.NegativeInfinity, meter.Integrated.Value);
        Assert.Equal(double.NegativeInfinity, meter.MaxShortTerm.Value);
    }

    [Fact]
    public void Sound_leaves_nothing_in_the_windows_after_it()
    {
        var buffer = new AudioBuffer(1, 48_000 * 8);
        Signals.Sine(997, 1, 48_000, 2, 1).AsBlock().CopyTo(buffer.AsBlock(0, 96_000));
        LoudnessMeter meter = Measure(buffer, 48_000);
        Assert.Equal(double.NegativeInfinity, meter.MomentaryLufs()[^1]);
        Assert.Equal(double.NegativeInfinity, meter.ShortTermLufs()[^1]);
    }

    private static LoudnessMeter Measure(AudioBuffer buffer, int sampleRateHz)
    {
        var meter = new LoudnessMeter(sampleRateHz, buffer.Channels);
        meter.Process(buffer.AsBlock());
        return meter;
    }

    /// <summary>Noise whose level steps every 0.7 s between −10 and −80 dB.</summary>
    private static AudioBuffer Stepped(int sampleRateHz)
    {
        AudioBuffer buffer = Signals.WhiteNoise(1, sampleRateHz, 9.3);
        double[] levelsDb = [-20, -35, -12, -60, -80, -80, -18, -25, -10, -40, -75, -22, -15, -30];
        for (int c = 0; c < 2; c++)
        {
            Span<float> x = buffer.Channel(c);
            for (int n = 0; n < x.Length; n++)
            {
                x[n] *= (float)Math.Pow(10, levelsDb[(int)(n / (0.7 * sampleRateHz))] / 20);
            }
        }

        return buffer;
    }

    private static double[] Windows(AudioBuffer weighted, int length, int step)
    {
        var values = new List<double>();
        for (int start = 0; start + length <= weighted.Frames; start += step)
        {
            double sum = 0;
            foreach (float x in weighted.Channel(0).Slice(start, length))
            {
                sum += (double)x * x;
            }

            foreach (float x in weighted.Channel(1).Slice(start, length))
            {
                sum += (double)x * x;
            }

            values.Add(sum / length);
        }

        return [.. values];
    }

    private static double Lufs(double energy) => -0.691 + (10 * Math.Log10(energy));
}
