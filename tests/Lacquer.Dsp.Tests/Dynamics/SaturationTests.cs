using Lacquer.Dsp.Dynamics;
using Lacquer.TestKit;

namespace Lacquer.Dsp.Tests.Dynamics;

public sealed class SaturationTests
{
    private const double AliasingDb = -100; // docs/contract.md, signal targets
    private const int Length = 48_000;

    [Theory]
    [InlineData(44_100, 1)]
    [InlineData(44_100, 0.5)]
    [InlineData(48_000, 1)]
    [InlineData(96_000, 1)]
    public void A_10_kHz_tone_at_12_dB_drive_folds_nothing_back(int rateHz, double peak)
    {
        int periods = ToneSpectrum.Periods(10_000, rateHz, Length);
        ToneSpectrum spectrum = Tone(new SaturationSettings { DriveDb = 12 }, rateHz, periods, peak);

        // Between 0.9 and 1.1 of half the rate the half-band filters fall off; what folds there lies above 20 kHz at 44.1 kHz.
        Assert.InRange(spectrum.InharmonicDb(0.9), -250, AliasingDb);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Harmonics_are_those_of_the_curve(double asymmetry)
    {
        const int RateHz = 48_000;
        var settings = new SaturationSettings { DriveDb = 9, Asymmetry = asymmetry, Mix = 0.8 };
        int periods = ToneSpectrum.Periods(500, RateHz, Length);
        ToneSpectrum actual = Tone(settings, RateHz, periods, 0.8);
        var curve = new SaturationCurve(settings);
        float[] exact = new float[Length];
        for (int n = 0; n < Length; n++)
        {
            exact[n] = (float)curve.Exact(0.8 * Math.Sin(2 * Math.PI * periods * n / Length));
        }

        var expected = new ToneSpectrum(exact, periods);
        Assert.Equal(expected.FundamentalDb, actual.FundamentalDb, 0.01);
        Assert.Equal(expected.HarmonicDb(3), actual.HarmonicDb(3), 0.05);
        Assert.Equal(expected.HarmonicDb(5), actual.HarmonicDb(5), 0.1);
        if (asymmetry > 0)
        {
            Assert.Equal(expected.HarmonicDb(2), actual.HarmonicDb(2), 0.05);
            Assert.InRange(actual.HarmonicDb(2), -40, 0);
        }
        else
        {
            Assert.InRange(actual.HarmonicDb(2), -300, -110);
        }

        Assert.InRange(actual.DcDb, -500, -100);
    }

    [Fact]
    public void Quiet_sound_keeps_its_level_and_a_full_sample_loses_the_drive()
    {
        const int RateHz = 48_000;
        var settings = new SaturationSettings { DriveDb = 6, ReferenceDbfs = -6 };
        int periods = ToneSpectrum.Periods(1_000, RateHz, Length);
        Assert.Equal(-60, Tone(settings, RateHz, periods, 0.001).FundamentalDb, 0.01);
        double reference = Math.Pow(10, -6 / 20.0);
        Assert.Equal(reference * Math.Pow(10, -6 / 20.0), new SaturationCurve(settings).Exact(reference), 1e-6);
    }

    [Fact]
    public void The_treble_is_not_dulled()
    {
        int periods = ToneSpectrum.Periods(19_000, 44_100, Length);
        var settings = new SaturationSettings { DriveDb = 6 };
        double meanOfTwoDb = 20 * Math.Log10(Math.Cos(Math.PI * 19_000 / (8 * 44_100))); // −0.12 dB: all that the anti-aliasing costs
        Assert.Equal(-60 + meanOfTwoDb, Tone(settings, 44_100, periods, 0.001).FundamentalDb, 0.01);
    }

    [Fact]
    public void The_delay_is_what_it_says()
    {
        AudioBuffer noise = BandNoise.Make(0.001, 0.4, 48_000, 0.2);
        AudioBuffer output = Chain.Apply(new Saturation(new SaturationSettings { DriveDb = 1 }), noise, 48_000);
        double error = 0;
        double power = 0;
        for (int n = 100; n < noise.Frames - 100; n++)
        {
            error += Math.Pow(output.Channel(0)[n] - noise.Channel(0)[n], 2);
            power += Math.Pow(noise.Channel(0)[n], 2);
        }

        // The mean of neighbours at 8× delays by a sixteenth of a frame, which alone leaves −25 dB at this bandwidth; a whole frame 0 dB.
        Assert.InRange(10 * Math.Log10(error / power), -60, -20);
    }

    [Fact]
    public void Off_means_untouched()
    {
        AudioBuffer noise = Signals.WhiteNoise(1, 48_000, 0.1);
        var stage = new Saturation(new SaturationSettings { Asymmetry = 1 });
        Assert.True(noise.Channel(0).SequenceEqual(Chain.Apply(stage, noise, 48_000).Channel(0)));
        Assert.Equal(0, stage.LatencyFrames);
    }

    private static ToneSpectrum Tone(SaturationSettings settings, int rateHz, int periods, double peak)
    {
        double frequencyHz = (double)periods * rateHz / Length;
        AudioBuffer tone = Signals.Sine(frequencyHz, peak, rateHz, (3.0 * Length) / rateHz, channels: 1);
        AudioBuffer output = Chain.Apply(new Saturation(settings), tone, rateHz);
        return new ToneSpectrum(output.Channel(0).Slice(Length + (Length / 2), Length), periods);
    }
}
