using Lacquer.Dsp.Metering;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Metering;

public sealed class StereoMeterTests
{
    [Fact]
    public void Equal_channels_correlate_and_lose_nothing()
    {
        StereoMeter meter = Measure(Signals.Sine(440, 0.5, 48_000, 1));
        Assert.Equal(1, meter.Correlation, 1e-12);
        Assert.True(meter.SideToMid.Value < -140);
        Assert.Equal(0, meter.MonoLoss.Value, 1e-9);
    }

    [Fact]
    public void Opposite_channels_vanish_in_mono()
    {
        AudioBuffer sine = Signals.Sine(440, 0.5, 48_000, 1);
        foreach (ref float x in sine.Channel(1))
        {
            x = -x;
        }

        StereoMeter meter = Measure(sine);
        Assert.Equal(-1, meter.Correlation, 1e-12);
        Assert.True(meter.SideToMid.Value > 140);
        Assert.True(meter.MonoLoss.Value > 140);
    }

    [Fact]
    public void One_channel_alone_has_as_much_side_as_mid()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.5, 48_000, 1);
        noise.Channel(1).Clear();
        StereoMeter meter = Measure(noise);
        Assert.True(double.IsNaN(meter.Correlation));
        Assert.Equal(0, meter.SideToMid.Value, 1e-9);
        Assert.Equal(10 * Math.Log10(2), meter.MonoLoss.Value, 1e-9);
    }

    [Fact]
    public void A_phase_shift_gives_its_cosine()
    {
        AudioBuffer left = Signals.Sine(1_000, 0.5, 48_000, 1);
        AudioBuffer right = Signals.Sine(1_000, 0.5, 48_000, 1, phaseDegrees: 60);
        right.Channel(0).CopyTo(left.Channel(1));
        StereoMeter meter = Measure(left);
        Assert.Equal(0.5, meter.Correlation, 1e-6);
        Assert.Equal(10 * Math.Log10(1.0 / 3), meter.SideToMid.Value, 1e-5); // (1 − cos 60°)/(1 + cos 60°)
        Assert.Equal(10 * Math.Log10(4.0 / 3), meter.MonoLoss.Value, 1e-2); // the filter's settling tells
    }

    [Fact]
    public void Mono_loss_listens_with_K_weighting()
    {
        // Opposite at 20 Hz, where K-weighting is 14 dB down; equal at 1 kHz.
        AudioBuffer deep = Signals.Sine(20, 0.2, 48_000, 5);
        AudioBuffer mid = Signals.Sine(1_000, 0.2, 48_000, 5);
        for (int n = 0; n < mid.Frames; n++)
        {
            mid.Channel(0)[n] += deep.Channel(0)[n];
            mid.Channel(1)[n] -= deep.Channel(0)[n];
        }

        var weighting = new KWeightingFilter(48_000, 1);
        double expected = 10 * Math.Log10(1 + (weighting.PowerGain(20) / weighting.PowerGain(1_000)));
        StereoMeter meter = Measure(mid);
        Assert.Equal(0, meter.Correlation, 1e-3);
        Assert.Equal(expected, meter.MonoLoss.Value, 0.01);
    }

    [Fact]
    public void Mono_and_silence_are_values_not_errors()
    {
        StereoMeter mono = Measure(Signals.Sine(440, 0.5, 48_000, 1, 1));
        Assert.Equal((1, double.NegativeInfinity, 0), (mono.Correlation, mono.SideToMid.Value, mono.MonoLoss.Value));
        StereoMeter silent = Measure(new AudioBuffer(2, 1_000));
        Assert.True(double.IsNaN(silent.Correlation) && double.IsNaN(silent.SideToMid.Value) && double.IsNaN(silent.MonoLoss.Value));
    }

    [Fact]
    public void Does_not_depend_on_the_cut()
    {
        AudioBuffer noise = Signals.WhiteNoise(0.5, 44_100, 0.5);
        StereoMeter whole = Measure(noise);
        foreach (int size in Cuts.Sizes)
        {
            var meter = new StereoMeter(48_000, 2);
            Cuts.Each(noise, size, meter.Process);
            Assert.Equal((whole.Correlation, whole.SideToMid, whole.MonoLoss), (meter.Correlation, meter.SideToMid, meter.MonoLoss));
        }
    }

    private static StereoMeter Measure(AudioBuffer buffer)
    {
        var meter = new StereoMeter(48_000, buffer.Channels);
        meter.Process(buffer.AsBlock());
        return meter;
    }
}
