using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Tests.Analysis.Findings;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis;

public sealed class ResonanceTests
{
    [Theory]
    [InlineData(8_000, 800, 10)]
    [InlineData(44_100, 300, 12)]
    [InlineData(44_100, 2_500, 9)]
    [InlineData(44_100, 7_000, 12)]
    [InlineData(192_000, 2_500, 12)]
    public void A_bell_in_noise_is_found(int rateHz, double frequencyHz, double gainDb)
    {
        AudioBuffer noise = ShapedNoise.Make(hz => hz < 5 ? 0 : Bell(hz, frequencyHz, gainDb) / Math.Sqrt(hz), 0.1, rateHz, 20, channels: 2, seed: 4);
        Resonance found = Assert.Single(Listen.To(noise, rateHz).Resonances);
        Assert.Equal(frequencyHz, found.FrequencyHz, 0.03 * frequencyHz);
        double skirtsDb = new[] { -6, -5, -4, -3, -2, 2, 3, 4, 5, 6 }
            .Average(o => 20 * Math.Log10(Bell(frequencyHz * Math.Pow(2, o / 12.0), frequencyHz, gainDb)));
        Assert.Equal(gainDb - skirtsDb, found.ExcessDb, 2.0); // a twelfth octave averages over the bell's top and may lie beside it
        Assert.InRange(found.Presence, 0.9, 1);
    }

    [Fact]
    public void Plain_noise_has_none()
    {
        Assert.Empty(Listen.To(ShapedNoise.Pink(0.1, 44_100, 20), 44_100).Resonances);
        Assert.Empty(Listen.To(ShapedNoise.White(0.1, 44_100, 20), 44_100).Resonances);
    }

    [Theory]
    [InlineData(1_700)]
    [InlineData(3_100)]
    public void A_bell_in_a_real_mix_is_found_and_its_notes_are_not(double frequencyHz)
    {
        Assert.Empty(Listen.To(Music.Of("real"), Music.RateHz).Resonances);
        Resonance found = Assert.Single(Listen.To(Ring(Music.Of("real"), frequencyHz, 10, q: 8), Music.RateHz).Resonances);
        Assert.Equal(frequencyHz, found.FrequencyHz, 0.06 * frequencyHz); // a semitone: notes near it ring loudest
        Assert.InRange(found.ExcessDb, 6, 14);
    }

    /// <summary>Amplitude of a bell with Q 10.</summary>
    private static double Bell(double hz, double centreHz, double gainDb)
    {
        double detuned = 10 * ((hz / centreHz) - (centreHz / hz));
        double gain = Math.Pow(10, gainDb / 20);
        return Math.Sqrt(((gain * gain) + (detuned * detuned)) / (1 + (detuned * detuned)));
    }

    /// <summary>The bell filter of the Audio EQ Cookbook (R. Bristow-Johnson).</summary>
    private static AudioBuffer Ring(AudioBuffer music, double frequencyHz, double gainDb, double q)
    {
        double a = Math.Pow(10, gainDb / 40);
        double w0 = 2 * Math.PI * frequencyHz / Music.RateHz;
        double alpha = Math.Sin(w0) / (2 * q);
        double a0 = 1 + (alpha / a);
        (double b0, double b1, double b2) = ((1 + (alpha * a)) / a0, -2 * Math.Cos(w0) / a0, (1 - (alpha * a)) / a0);
        (double a1, double a2) = (b1, (1 - (alpha / a)) / a0);
        for (int c = 0; c < music.Channels; c++)
        {
            (double s1, double s2) = (0, 0);
            foreach (ref float sample in music.Channel(c))
            {
                double x = sample;
                double y = (b0 * x) + s1;
                s1 = (b1 * x) - (a1 * y) + s2;
                s2 = (b2 * x) - (a2 * y);
                sample = (float)y;
            }
        }

        return music;
    }
}
