using Lacquer.Dsp.Dynamics;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Dynamics;

public sealed class DeEsserTests
{
    private const int RateHz = 48_000;

    private static readonly DeEsserSettings Settings = new() { MaxReductionDb = 8 };

    [Fact]
    public void Turns_a_sibilant_down_within_five_milliseconds_and_nothing_before_it()
    {
        AudioBuffer input = Voice(gain: 1, sibilant: true);
        AudioBuffer output = Chain.Apply(new DeEsser(Settings), input, RateHz);
        const int Onset = RateHz / 2;
        Assert.Equal(input.Channel(0)[Onset - 10], output.Channel(0)[Onset - 10]);
        double before = HighDb(input, Onset + (5 * RateHz / 1000), 2_000);
        double after = HighDb(output, Onset + (5 * RateHz / 1000), 2_000);
        Assert.InRange(before - after, 4.5, 8); // the shelf falls from 5 kHz on and is down by the whole 8 dB two octaves higher
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    public void Works_alike_at_any_level(double gain)
    {
        AudioBuffer loud = Chain.Apply(new DeEsser(Settings), Voice(1, sibilant: true), RateHz);
        AudioBuffer quiet = Chain.Apply(new DeEsser(Settings), Voice(gain, sibilant: true), RateHz);
        Assert.Equal(HighDb(loud, 25_000, 4_000) + (20 * Math.Log10(gain)), HighDb(quiet, 25_000, 4_000), 0.05);
    }

    [Fact]
    public void Leaves_a_vowel_untouched_to_the_last_bit()
    {
        AudioBuffer input = Voice(1, sibilant: false);
        AudioBuffer output = Chain.Apply(new DeEsser(Settings), input, RateHz);
        Assert.True(input.Channel(0).SequenceEqual(output.Channel(0)));
    }

    [Fact]
    public void What_lies_below_the_band_passes()
    {
        AudioBuffer input = Voice(1, sibilant: true);
        AudioBuffer output = Chain.Apply(new DeEsser(Settings), input, RateHz);
        double before = new ToneSpectrum(input.Channel(0).Slice(25_000, 4_800), 20).FundamentalDb; // 200 Hz
        double after = new ToneSpectrum(output.Channel(0).Slice(25_000, 4_800), 20).FundamentalDb;
        Assert.Equal(before, after, 0.1);
    }

    /// <summary>A 200 Hz tone with a few harmonics; from half a second on, noise above 6 kHz at about its level.</summary>
    private static AudioBuffer Voice(double gain, bool sibilant)
    {
        AudioBuffer buffer = Signals.WhiteNoise(1, RateHz, 0.7);
        for (int c = 0; c < 2; c++)
        {
            var filter = new Lacquer.Dsp.Filters.Biquad(Lacquer.Dsp.Filters.BiquadCoefficients.HighPass(7_000, 1, RateHz));
            filter.Process(buffer.Channel(c));
            for (int n = 0; n < buffer.Frames; n++)
            {
                double t = (double)n / RateHz;
                double vowel = 0.2 * Math.Min(1, t * 50) * (Math.Sin(2 * Math.PI * 200 * t) + (0.5 * Math.Sin(2 * Math.PI * 600 * t)));
                buffer.Channel(c)[n] = (float)(gain * (vowel + (sibilant && n >= RateHz / 2 ? 0.5 * buffer.Channel(c)[n] : 0)));
            }
        }

        return buffer;
    }

    private static double HighDb(AudioBuffer buffer, int start, int frames)
    {
        float[] copy = buffer.Channel(0).ToArray();
        new Lacquer.Dsp.Filters.Biquad(Lacquer.Dsp.Filters.BiquadCoefficients.HighPass(9_000, 0.7, RateHz)).Process(copy);
        double sum = 0;
        for (int n = start; n < start + frames; n++)
        {
            sum += (double)copy[n] * copy[n];
        }

        return 10 * Math.Log10(sum / frames);
    }
}
