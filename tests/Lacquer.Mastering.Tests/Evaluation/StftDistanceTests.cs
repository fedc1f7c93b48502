using Lacquer.Dsp;
using Lacquer.Dsp.Filters;
using Lacquer.Mastering.Evaluation;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Evaluation;

/// <summary>The spectral distance counts what an equaliser does, and not what a fader does.</summary>
public sealed class StftDistanceTests
{
    private const int RateHz = 44_100;

    [Fact]
    public void The_same_sound_is_no_distance_away()
    {
        (double mid, double side) = StftDistance.Between(Noise(), Noise(), RateHz);
        Assert.Equal(0, mid, 1e-12);
        Assert.Equal(0, side, 1e-12);
    }

    [Theory]
    [InlineData(-18)]
    [InlineData(5)]
    public void Gain_does_not_count(double gainDb)
    {
        AudioBuffer other = Noise();
        Scale(other, Math.Pow(10, gainDb / 20));
        (double mid, double side) = StftDistance.Between(Noise(), other, RateHz);
        Assert.InRange(mid, 0, 1e-3);
        Assert.InRange(side, 0, 1e-3);
    }

    [Fact]
    public void More_equaliser_is_further_away()
    {
        double last = 0;
        foreach (double gainDb in (double[])[1, 2, 4, 8])
        {
            AudioBuffer other = Noise();
            for (int c = 0; c < other.Channels; c++)
            {
                new Biquad(BiquadCoefficients.Bell(2_000, 0.7, gainDb, RateHz)).Process(other.Channel(c));
            }

            (double mid, double side) = StftDistance.Between(Noise(), other, RateHz);
            Assert.True(mid > last + 0.01, $"{mid:0.000} at {gainDb} dB, {last:0.000} before");
            Assert.InRange(side, 0.5 * mid, 2 * mid);
            last = mid;
        }
    }

    [Fact]
    public void Mono_has_no_side_and_silence_no_distance()
    {
        AudioBuffer mono = ShapedNoise.Pink(0.05, RateHz, seconds: 2, channels: 1);
        Assert.Equal(0, StftDistance.Between(mono, mono, RateHz).Mid, 1e-12);
        Assert.True(double.IsNaN(StftDistance.Between(mono, mono, RateHz).Side));
        Assert.True(double.IsNaN(StftDistance.Between(Signals.Sine(1_000, 0.1, RateHz, 2), Signals.Sine(1_000, 0.1, RateHz, 2), RateHz).Side));
        Assert.True(double.IsNaN(StftDistance.Between(Noise(), new AudioBuffer(2, 2 * RateHz), RateHz).Mid));
    }

    private static AudioBuffer Noise() => ShapedNoise.Pink(0.05, RateHz, seconds: 2);

    private static void Scale(AudioBuffer buffer, double gain)
    {
        for (int c = 0; c < buffer.Channels; c++)
        {
            foreach (ref float sample in buffer.Channel(c))
            {
                sample = (float)(sample * gain);
            }
        }
    }
}
