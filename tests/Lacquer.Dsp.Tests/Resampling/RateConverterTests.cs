using Lacquer.Dsp.Resampling;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Resampling;

public sealed class RateConverterTests
{
    private const double RippleDb = 0.001; // docs/contract.md, signal targets
    private const double RejectionDb = -140; // docs/contract.md, signal targets

    public static TheoryData<int, int> Pairs => new()
    {
        { 44_100, 48_000 }, { 48_000, 44_100 }, { 44_100, 88_200 }, { 96_000, 48_000 }, { 96_000, 44_100 }, { 44_100, 192_000 },
        { 192_000, 44_100 }, { 8_000, 384_000 }, { 384_000, 8_000 }, { 44_100, 44_101 }, { 44_101, 44_100 }, { 11_025, 384_000 },
        { 383_999, 8_001 }, { 8_001, 383_999 },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_sine_in_the_passband_comes_out_as_the_same_sine_in_time_level_and_purity(int fromHz, int toHz)
    {
        foreach (double share in (double[])[0.01, 0.31, 0.77, 0.95])
        {
            double hz = share * Math.Min(fromHz, toHz) / 2;
            AudioBuffer output = Convert(Tone(hz, 0.9, fromHz, 3_000), fromHz, toHz);
            (int start, int length) = Middle(output.Frames, fromHz, toHz);
            (double cosine, double sine, double residual) = Fit(output.Channel(0).Slice(start, length), start, hz / toHz);

            double levelDb = 20 * Math.Log10(Math.Sqrt((cosine * cosine) + (sine * sine)) / 0.9);
            Assert.InRange(levelDb, -RippleDb, RippleDb);
            Assert.InRange(Math.Atan2(cosine, sine), -1e-5, 1e-5); // in line with the input at frame 0
            double residualDb = 20 * Math.Log10(residual / 0.9);
            Assert.True(residualDb < RejectionDb, $"{residualDb:F1} dB beside the tone at {hz:F1} Hz");
        }
    }

    [Theory]
    [InlineData(48_000, 44_100)]
    [InlineData(96_000, 44_100)]
    [InlineData(192_000, 48_000)]
    [InlineData(384_000, 8_000)]
    [InlineData(44_101, 44_100)]
    [InlineData(383_999, 8_001)]
    public void What_the_lower_rate_cannot_carry_is_gone(int fromHz, int toHz)
    {
        foreach (double share in (double[])[1.001, 1.05, 1.5, 3.3])
        {
            double hz = share * toHz / 2;
            if (hz < fromHz / 2.0)
            {
                AudioBuffer output = Convert(Tone(hz, 0.9, fromHz, 3_000), fromHz, toHz);
                (int start, int length) = Middle(output.Frames, fromHz, toHz);
                double aliasDb = 20 * Math.Log10(Rms(output.Channel(0).Slice(start, length)) / 0.9 * Math.Sqrt(2));
                Assert.True(aliasDb < RejectionDb, $"{aliasDb:F1} dB of {hz:F1} Hz");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_length_is_the_rounded_up_share(int fromHz, int toHz)
    {
        foreach (int frames in (int[])[1, 2, 999, 5_000])
        {
            int expected = (int)Math.Ceiling((decimal)frames * toHz / fromHz);
            Assert.Equal(expected, Convert(Signals.WhiteNoise(0.5, 1, frames, 1), fromHz, toHz).Frames);
        }
    }

    [Theory]
    [InlineData(44_100, 48_000)]
    [InlineData(96_000, 44_100)]
    [InlineData(44_100, 44_101)]
    [InlineData(48_000, 48_000)]
    public void Does_not_depend_on_the_cut(int fromHz, int toHz)
    {
        AudioBuffer noise = Signals.WhiteNoise(0.8, 1, 20_011, 3);
        AudioBuffer whole = Convert(noise, fromHz, toHz, noise.Frames);
        foreach (int size in Cuts.Sizes)
        {
            AudioBuffer cut = Convert(noise, fromHz, toHz, size);
            for (int c = 0; c < 3; c++)
            {
                Assert.True(whole.Channel(c).SequenceEqual(cut.Channel(c)));
            }
        }
    }

    [Fact]
    public void Channels_are_treated_alike_whatever_their_number()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.8, 1, 5_000, 3);
        AudioBuffer three = Convert(noise, 44_100, 48_000);
        for (int c = 0; c < 3; c++)
        {
            var alone = new AudioBuffer(1, noise.Frames);
            noise.Channel(c).CopyTo(alone.Channel(0));
            Assert.True(Convert(alone, 44_100, 48_000).Channel(0).SequenceEqual(three.Channel(c)));
        }
    }

    [Fact]
    public void Agrees_with_the_slow_sum_of_the_same_filter()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.8, 1, 3_001, 1);
        AudioBuffer output = Convert(noise, 44_100, 48_000);
        var filter = new ConversionFilter(160, 147);
        for (int m = 0; m < output.Frames; m++)
        {
            ReadOnlySpan<float> row = filter.Row((int)((long)m * 147 % 160));
            int first = (int)((long)m * 147 / 160) - (filter.Taps / 2) + 1;
            double sum = 0;
            for (int k = 0; k < filter.Taps; k++)
            {
                sum += first + k >= 0 && first + k < noise.Frames ? (double)row[k] * noise.Channel(0)[first + k] : 0;
            }

            Assert.Equal(sum, output.Channel(0)[m], 2e-7); // a float's rounding, and its sums'
        }
    }

    [Fact]
    public void Reset_equals_new()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.8, 1, 3_000);
        var converter = new RateConverter(44_100, 96_000, 2);
        AudioBuffer first = Run(converter, noise, 1_000);
        converter.Reset();
        AudioBuffer second = Run(converter, noise, 1_000);
        Assert.True(first.Channel(1).SequenceEqual(second.Channel(1)));
    }

    [Fact]
    public void Equal_rates_pass_through_untouched()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.8, 1, 3_000);
        Assert.True(noise.Channel(0).SequenceEqual(Convert(noise, 44_100, 44_100).Channel(0)));
    }

    [Fact]
    public void Too_little_room_is_refused()
    {
        var converter = new RateConverter(44_100, 48_000, 1);
        AudioBuffer input = new(1, 1_000);
        Assert.Throws<ArgumentException>(() => converter.Process(input.AsBlock(), new AudioBuffer(1, 1_000).AsBlock()));
    }

    [Theory]
    [InlineData(44_100, 22_050)]
    [InlineData(48_000, 22_050)]
    [InlineData(96_000, 22_050)]
    [InlineData(8_000, 22_050)]
    public void A_conversion_for_measuring_is_flat_in_its_passband_and_as_quiet_as_promised_beyond(int fromHz, int toHz)
    {
        const double MeasuringRippleDb = 0.005; // a Kaiser design's passband is as exact as its stop band is deep; 80 dB are 0.001 dB
        ConversionQuality quality = ConversionQuality.Measuring;
        double half = Math.Min(fromHz, toHz) / 2.0;
        Assert.Equal(0, LevelDb(0.1 * half), MeasuringRippleDb);
        Assert.Equal(0, LevelDb(quality.PassbandEdge * half), MeasuringRippleDb);
        foreach (double hz in (double[])[quality.StopbandEdge * half, 1.5 * half, 1.9 * half])
        {
            Assert.True(hz >= fromHz / 2.0 || LevelDb(hz) < 3 - quality.AttenuationDb, $"{hz} Hz");
        }

        double LevelDb(double hz)
        {
            AudioBuffer output = Run(new RateConverter(fromHz, toHz, 1, quality), Tone(hz, 0.9, fromHz, 3_000), 4_000);
            (int start, int length) = Middle(output.Frames, fromHz, toHz);
            return 20 * Math.Log10(Rms(output.Channel(0).Slice(start, length)) / 0.9 * Math.Sqrt(2));
        }
    }

    private static AudioBuffer Convert(AudioBuffer input, int fromHz, int toHz, int cut = 4_000) =>
        Run(new RateConverter(fromHz, toHz, input.Channels), input, cut);

    private static AudioBuffer Run(RateConverter converter, AudioBuffer input, int cut)
    {
        var channels = new List<float>[input.Channels];
        for (int c = 0; c < channels.Length; c++)
        {
            channels[c] = [];
        }

        var room = new AudioBuffer(input.Channels, converter.MaxOutputFrames(cut));
        Cuts.Each(input, cut, block => Append(channels, room, converter.Process(block, room.AsBlock())));
        for (int n = converter.Flush(room.AsBlock()); n > 0; n = converter.Flush(room.AsBlock()))
        {
            Append(channels, room, n);
        }

        var output = new AudioBuffer(input.Channels, channels[0].Count);
        for (int c = 0; c < channels.Length; c++)
        {
            channels[c].CopyTo(output.Channel(c));
        }

        return output;
    }

    private static void Append(List<float>[] channels, AudioBuffer room, int frames)
    {
        for (int c = 0; c < channels.Length; c++)
        {
            channels[c].AddRange(room.Channel(c)[..frames]);
        }
    }

    /// <summary>A sine in double, rounded once; long enough for the filter and so many frames at the lower rate besides.</summary>
    private static AudioBuffer Tone(double hz, double peak, int rateHz, int lowerRateFrames)
    {
        int frames = (int)Math.Min(400_000, lowerRateFrames * Math.Max(1, rateHz / (2.0 * Math.Max(hz, 4_000))));
        return Signals.Sine(hz, peak, rateHz, (double)Math.Max(frames, lowerRateFrames) / rateHz, 1);
    }

    /// <summary>Leaves out what the start and the end of the tone reach into.</summary>
    private static (int Start, int Length) Middle(int frames, int fromHz, int toHz)
    {
        int edge = (int)Math.Ceiling(220 * Math.Max(1, (double)toHz / fromHz));
        Assert.True(frames > 3 * edge, $"{frames} frames are too few for this test");
        return (edge, frames - (2 * edge));
    }

    /// <summary>Least-squares fit of a sine of known frequency; RMS of the rest times √2.</summary>
    private static (double Cosine, double Sine, double Residual) Fit(ReadOnlySpan<float> x, int start, double cyclesPerFrame)
    {
        double cc = 0, ss = 0, cs = 0, xc = 0, xs = 0;
        for (int n = 0; n < x.Length; n++)
        {
            (double s, double c) = Math.SinCos(2 * Math.PI * cyclesPerFrame * (n + start));
            cc += c * c;
            ss += s * s;
            cs += c * s;
            xc += x[n] * c;
            xs += x[n] * s;
        }

        double determinant = (cc * ss) - (cs * cs);
        double cosine = ((xc * ss) - (xs * cs)) / determinant;
        double sine = ((xs * cc) - (xc * cs)) / determinant;
        double rest = 0;
        for (int n = 0; n < x.Length; n++)
        {
            (double s, double c) = Math.SinCos(2 * Math.PI * cyclesPerFrame * (n + start));
            double d = x[n] - (cosine * c) - (sine * s);
            rest += d * d;
        }

        return (cosine, sine, Math.Sqrt(2 * rest / x.Length));
    }

    private static double Rms(ReadOnlySpan<float> x)
    {
        double sum = 0;
        foreach (float v in x)
        {
            sum += (double)v * v;
        }

        return Math.Sqrt(sum / x.Length);
    }
}
