using System.Text.Json.Nodes;
using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Odd but legal sound is mastered properly: on target or with a warning that says why not, and never above the ceiling.</summary>
public sealed class OddInputTests : IDisposable
{
    private const int RateHz = 44_100;
    private const double LoudnessTolerance = 0.1; // docs/contract.md, --loudness
    private const double PeakTolerance = 0.05;    // docs/contract.md, --ceiling

    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void A_float_file_12_dB_over_full_scale_comes_down_unharmed()
    {
        AudioBuffer sound = Pink(0.05);
        Scale(sound, 0, 4 / Peak(sound)); // +12 dBFS
        JsonObject report = Master(sound);
        Assert.DoesNotContain("inputClipped", Report.Warnings(report));
    }

    [Fact]
    public void An_offset_that_fades_with_the_music_leaves_the_silence_silent()
    {
        AudioBuffer sound = Pink(0.1, RateHz, 10);
        for (int c = 0; c < 2; c++)
        {
            Span<float> samples = sound.Channel(c);
            for (int n = 0; n < samples.Length; n++)
            {
                float fade = Math.Clamp((8f * RateHz - n) / RateHz, 0, 1); // two seconds of silence at the end
                samples[n] = fade * (samples[n] + 0.02f);
            }
        }

        Master(sound);
        AudioBuffer master = SoundFile.Read(_workshop.File("master.wav"));
        float rest = 0;
        foreach (float sample in master.Channel(0)[^RateHz..])
        {
            rest = Math.Max(rest, Math.Abs(sample));
        }

        Assert.True(rest < 1e-4, $"{rest} is left in the silence"); // −80 dBFS
    }

    [Fact]
    public void What_hardly_sounds_is_not_lifted()
    {
        string mix = _workshop.File("choir.wav");
        SoundFile.Write(mix, ShapedNoise.Make(hz => hz < 5 ? 0 : (hz < 160 ? 0.01 : 1) / Math.Sqrt(hz), 0.1, RateHz, 20, 2, seed: 1), RateHz);
        JsonObject report = Terminal.Run("master", mix, "-o", _workshop.File("master.wav"), "--strength", "5", "--json", "-").Done().Only;
        JsonNode parameters = Report.Stage(report, "equalizer")["parameters"]!;
        foreach (string knot in (string[])["mid45Hz", "mid63Hz", "mid90Hz"])
        {
            Assert.True((double)parameters[knot]! <= 0, $"{knot} is lifted by {parameters[knot]} dB where there is nothing but noise");
        }
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(1.5f)]    // further from zero than full scale, as only a float file can be
    [InlineData(40_000f)] // 16-bit numbers written as floats
    public void A_constant_offset_is_taken_out(float offset)
    {
        AudioBuffer sound = Pink(0.05 * Math.Max(1, offset));
        for (int c = 0; c < 2; c++)
        {
            foreach (ref float sample in sound.Channel(c))
            {
                sample += offset;
            }
        }

        JsonObject report = Master(sound);
        Assert.Contains("dcOffset", Report.Findings(report));
        AudioBuffer master = SoundFile.Read(_workshop.File("master.wav"));
        double mean = 0;
        foreach (float sample in master.Channel(0))
        {
            mean += sample / (double)master.Frames;
        }

        Assert.True(Math.Abs(mean) < 0.001, $"an offset of {mean} is left"); // −60 dBFS
    }

    [Fact]
    public void An_inverted_channel_is_mentioned_and_keeps_its_lows()
    {
        AudioBuffer sound = Pink(0.05);
        sound.Channel(0).CopyTo(sound.Channel(1));
        Scale(sound, 1, -1);
        JsonObject report = Master(sound);
        Assert.Contains("invertedChannel", Report.Findings(report));
        Assert.Equal(0, (double)Report.Stage(report, "image")["parameters"]!["monoBelowHz"]!);
    }

    [Fact]
    public void A_dead_channel_is_mentioned()
    {
        AudioBuffer sound = Pink(0.05);
        sound.Channel(1).Clear();
        Assert.Contains("deadChannel", Report.Findings(Master(sound)));
        Assert.All(SoundFile.Read(_workshop.File("master.wav")).Channel(1).ToArray(), sample => Assert.True(Math.Abs(sample) < 0.02));
    }

    [Theory]
    [InlineData(8_000, 3)]
    [InlineData(11_025, 3)]
    [InlineData(96_000, 2)]
    [InlineData(192_000, 1)]
    [InlineData(384_000, 1)]
    public void Every_rate_works_and_stays(int rateHz, double seconds)
    {
        JsonObject report = Master(Pink(0.05, rateHz, seconds), rateHz);
        Assert.Equal(rateHz, (int)report["result"]!["sampleRateHz"]!);
    }

    [Fact]
    public void A_mono_file_works() => Master(Pink(0.05, channels: 1));

    [Fact]
    public void Half_a_second_is_enough() => Master(Pink(0.05, RateHz, 0.5));

    [Fact]
    public void White_noise_works() => Master(Noise(_ => 1, 0.05, RateHz, 3, 2));

    [Fact]
    public void A_pure_tone_works() => Master(Signals.Sine(1_000, 0.5, RateHz, 3));

    [Fact]
    public void Eight_bits_work()
    {
        string path = _workshop.File("u8.wav");
        string wide = _workshop.File("wide.wav");
        SoundFile.Write(wide, Pink(0.1), RateHz);
        ExternalProgram.Run("ffmpeg", "-v", "error", "-i", wide, "-c:a", "pcm_u8", path);
        Proper(Terminal.Run("master", path, "-o", _workshop.File("master.wav"), "--json", "-").Done().Only);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-4)]
    [InlineData(1e-5)]
    public void What_is_too_quiet_is_raised_as_far_as_it_goes_and_said_so(double rms)
    {
        JsonObject report = Master(Pink(rms));
        double lufs = Report.Loudness(report);
        Assert.True(Math.Abs(lufs + 12) <= LoudnessTolerance || Report.Warnings(report).Contains("loudnessNotReached"));
        Assert.True(lufs > -60, $"{lufs} LUFS");
    }

    [Fact]
    public void A_single_click_is_no_reason_to_fail()
    {
        var click = new AudioBuffer(2, 3 * RateHz);
        click.Channel(0)[1_000] = 0.9f;
        click.Channel(1)[1_000] = 0.9f;
        Assert.Contains("loudnessNotReached", Report.Warnings(Master(click)));
    }

    private static AudioBuffer Pink(double rms, int rateHz = RateHz, double seconds = 3, int channels = 2) =>
        Noise(hz => hz < 5 ? 0 : 1 / Math.Sqrt(hz), rms, rateHz, seconds, channels);

    /// <summary>Noise as a converter delivers it: nothing in the last tenth below half the rate, and no click at its ends.</summary>
    private static AudioBuffer Noise(Func<double, double> amplitude, double rms, int rateHz, double seconds, int channels)
    {
        AudioBuffer sound = ShapedNoise.Make(hz => hz > 0.45 * rateHz ? 0 : amplitude(hz), rms, rateHz, seconds, channels, seed: 1);
        int fade = rateHz / 100;
        for (int c = 0; c < channels; c++)
        {
            for (int n = 0; n < fade; n++)
            {
                float gain = (n + 0.5f) / fade;
                sound.Channel(c)[n] *= gain;
                sound.Channel(c)[^(n + 1)] *= gain;
            }
        }

        return sound;
    }

    private static double Peak(AudioBuffer sound)
    {
        float peak = 0;
        foreach (float sample in sound.Channel(0))
        {
            peak = Math.Max(peak, Math.Abs(sample));
        }

        return peak;
    }

    private static void Scale(AudioBuffer sound, int channel, double gain)
    {
        foreach (ref float sample in sound.Channel(channel))
        {
            sample *= (float)gain;
        }
    }

    private JsonObject Master(AudioBuffer sound, int rateHz = RateHz)
    {
        string path = _workshop.File("odd.wav");
        SoundFile.Write(path, sound, rateHz);
        JsonObject report = Terminal.Run("master", path, "-o", _workshop.File("master.wav"), "--json", "-").Done().Only;
        Assert.Equal((double)report["input"]!["durationSeconds"]!, (double)report["result"]!["durationSeconds"]!);
        return Proper(report);
    }

    private JsonObject Proper(JsonObject report)
    {
        Contract.IsReport(report);
        string[] warnings = Report.Warnings(report);
        double lufs = Report.Loudness(report);
        double wanted = (double)report["plan"]!["target"]!["loudnessLufs"]!;
        Assert.True(Math.Abs(lufs - wanted) <= LoudnessTolerance || warnings.Contains("loudnessNotReached"), $"{lufs} LUFS without a word");
        double peak = TruePeakOracle.PeakDb(SoundFile.Read(_workshop.File("master.wav")));
        Assert.True(peak <= -1 + PeakTolerance, $"{peak} dBTP");
        return report;
    }
}
