using Lacquer.Dsp.Spectral;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Spectral;

public sealed class SpectralProcessorResonanceTests
{
    private const int Rate = 44_100;

    /// <summary>Pink noise with a tone that stands this far above the noise of its twelfth octave, in both channels alike.</summary>
    private static AudioBuffer Ringing(double toneHz, double excessDb, out double toneDb)
    {
        const double Rms = 0.1;
        AudioBuffer noise = SpectralRun.PinkNoise(Rms, Rate, 6);

        // Pink noise spreads evenly over ln f; about 11 octaves hold all of it (filter and Nyquist: 10 Hz to 22 kHz).
        double twelfthPower = Rms * Rms / (12 * Math.Log2(22_050 / 10.0));
        double peak = Math.Sqrt(2 * twelfthPower * Math.Pow(10, excessDb / 10));
        AudioBuffer tone = Signals.Sine(toneHz, peak, Rate, 6);
        for (int c = 0; c < 2; c++)
        {
            for (int n = 0; n < noise.Frames; n++)
            {
                noise.Channel(c)[n] += tone.Channel(c)[n];
            }
        }

        toneDb = 20 * Math.Log10(peak);
        return noise;
    }

    [Theory]
    [InlineData(400)]
    [InlineData(1_730)]
    [InlineData(5_300)]
    public void A_ringing_tone_over_noise_is_cut_by_some_decibels_and_its_surroundings_are_not(double hz)
    {
        AudioBuffer dry = Ringing(hz, 12, out double toneDb);
        var processor = new SpectralProcessor(new SpectralSettings { Resonance = new() });
        AudioBuffer wet = SpectralRun.Apply(processor, dry, Rate);
        double cut = toneDb - SpectralRun.ToneDb(wet.Channel(0).Slice(3 * Rate, 2 * Rate), hz, Rate);
        Assert.InRange(cut, 2, 4.2);

        double aside = BandChangeDb(dry, wet, hz * 1.5, hz * 2.5);
        Assert.InRange(aside, -0.15, 0.05);
        Assert.True(processor.ResonanceReduction.MeanDb() > 0);
    }

    [Fact]
    public void A_tone_below_the_threshold_and_plain_noise_are_left_alone()
    {
        AudioBuffer noise = SpectralRun.PinkNoise(0.1, Rate, 6);
        AudioBuffer output = SpectralRun.Apply(new SpectralSettings { Resonance = new() }, noise, Rate);
        double change = SpectralRun.DifferenceDb(noise, output) - SpectralRun.PowerDb(noise.Channel(0));
        Assert.True(change < -50, $"{change:f1} dB");
    }

    [Fact]
    public void A_drum_hit_is_not_cut()
    {
        // Bursts of noise with a ringing head at 200 Hz, twice a second: short against the smoothing, broadband at the start.
        var random = new Random(3);
        var dry = new AudioBuffer(1, 6 * Rate);
        for (int n = 0; n < dry.Frames; n++)
        {
            double t = n % (Rate / 2) / (double)Rate;
            double noise = ((2 * random.NextDouble()) - 1) * Math.Exp(-t * 30);
            dry.Channel(0)[n] = (float)((0.3 * noise) + (0.4 * Math.Exp(-t * 18) * Math.Sin(2 * Math.PI * 200 * t)));
        }

        AudioBuffer wet = SpectralRun.Apply(new SpectralSettings { Resonance = new() }, dry, Rate);
        double change = SpectralRun.PowerDb(wet.Channel(0)) - SpectralRun.PowerDb(dry.Channel(0));
        Assert.InRange(change, -0.2, 0.01);
    }

    [Fact]
    public void A_solo_tone_is_the_music_and_is_not_turned_down()
    {
        AudioBuffer tone = Signals.Sine(880, 0.3, Rate, 6);
        AudioBuffer output = SpectralRun.Apply(new SpectralSettings { Resonance = new() { MaxCutDb = 12 } }, tone, Rate);
        Assert.Equal(20 * Math.Log10(0.3), SpectralRun.ToneDb(output.Channel(0).Slice(2 * Rate, 2 * Rate), 880, Rate), 0.05);
    }

    [Fact]
    public void A_hit_elsewhere_does_not_let_a_resonance_through()
    {
        // Steady ringing at 1 kHz under bursts above 5 kHz: the cut must not flicker with them.
        AudioBuffer dry = Ringing(1_000, 14, out double toneDb);
        var random = new Random(4);
        double last = 0;
        for (int n = 0; n < dry.Frames; n++)
        {
            double white = (2 * random.NextDouble()) - 1;
            double burst = 0.3 * Math.Exp(-(n % (Rate / 4)) / (0.02 * Rate)) * (white - last);
            last = white;
            dry.Channel(0)[n] += (float)burst;
            dry.Channel(1)[n] += (float)burst;
        }

        AudioBuffer wet = SpectralRun.Apply(new SpectralSettings { Resonance = new() }, dry, Rate);
        for (int n = 3 * Rate; n < 5 * Rate; n += Rate / 8)
        {
            Assert.InRange(toneDb - SpectralRun.ToneDb(wet.Channel(0).Slice(n, Rate / 8), 1_000, Rate), 1.5, 6);
        }
    }

    [Fact]
    public void Harshness_control_turns_down_a_presence_region_over_its_threshold()
    {
        // White noise has 10·log10(4000 / 22050) = −7.4 dB between 2 and 6 kHz: 6.6 dB over −14, half of that is cut.
        AudioBuffer noise = Signals.WhiteNoise(0.3, Rate, 4);
        var settings = new ResonanceSettings { MaxCutDb = 0, HarshnessMaxCutDb = 6, HarshnessThresholdDb = -14 };
        AudioBuffer output = SpectralRun.Apply(new SpectralSettings { Resonance = settings }, noise, Rate);
        Assert.Equal(-3.3, BandChangeDb(noise, output, 2_800, 4_400), 0.3);
        Assert.Equal(0, BandChangeDb(noise, output, 200, 1_500), 0.05);
        Assert.Equal(0, BandChangeDb(noise, output, 8_000, 16_000), 0.05);

        AudioBuffer mild = SpectralRun.Apply(
            new SpectralSettings { Resonance = settings with { HarshnessThresholdDb = -4 } }, noise, Rate);
        Assert.True(SpectralRun.DifferenceDb(noise, mild) < -130);
    }

    [Fact]
    public void Cuts_never_exceed_the_largest_that_is_allowed()
    {
        AudioBuffer dry = Ringing(1_000, 14, out double toneDb);
        AudioBuffer wet = SpectralRun.Apply(new SpectralSettings { Resonance = new() { ThresholdDb = 3, MaxCutDb = 2 } }, dry, Rate);
        double cut = toneDb - SpectralRun.ToneDb(wet.Channel(0).Slice(3 * Rate, 2 * Rate), 1_000, Rate);
        Assert.InRange(cut, 1.5, 2.1);
    }

    private static double BandChangeDb(AudioBuffer before, AudioBuffer after, double lowHz, double highHz)
    {
        const int Frames = 131_072;
        double[] a = SpectralRun.ResponseDb(before.Channel(0).Slice(Rate, Frames));
        double[] b = SpectralRun.ResponseDb(after.Channel(0).Slice(Rate, Frames));
        (double sumA, double sumB) = (0, 0);
        for (int k = (int)(lowHz * Frames / Rate); k <= highHz * Frames / Rate; k++)
        {
            sumA += Math.Pow(10, a[k] / 10);
            sumB += Math.Pow(10, b[k] / 10);
        }

        return 10 * Math.Log10(sumB / sumA);
    }
}
