using Lacquer.Dsp;
using Lacquer.Dsp.Filters;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Findings;

/// <summary>What an engineer sends a mix back for, planted into clean music at a known place and size.</summary>
public sealed class MixFaultTests
{
    private const double StepSeconds = 0.1;     // time resolution of the level meters
    private const double WindowSeconds = 3;     // over which stereo is averaged, or half of it
    private const double RowSeconds = 0.4;      // length of a frame of the tone meter
    private const double LevelToleranceDb = 1;  // music adds to what is planted

    public static TheoryData<string> Kinds => Music.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_wrong_sample_is_found_where_it_is(string kind)
    {
        int at = (int)(7.12 * Music.RateHz);
        AudioBuffer music = Music.Of(kind);
        music.Channel(1)[at] += 0.3f;
        Finding finding = Assert.Single(Only("click", music));
        Assert.Equal(7.12, 0.5 * (finding.StartSeconds + finding.EndSeconds), 0.002);
        Assert.Contains("right", finding.Message, StringComparison.Ordinal);
        Assert.Contains("−1", finding.Message, StringComparison.Ordinal); // −10.5 dBFS, and a minus sign
        Assert.InRange(finding.Measured, finding.Expected, 80);
    }

    [Theory]
    [InlineData("real", 8)]
    [InlineData("real", 2)]
    [InlineData("synthetic", 8)]
    public void A_hole_is_found_and_measured(string kind, int ms)
    {
        const double At = 15.1;
        const double ChunkMs = 1.5; // two chunks of the scanner
        AudioBuffer music = Music.Of(kind).Change(At, At + (ms / 1000.0), (x, n) => 0);
        Finding finding = Assert.Single(Only("dropout", music));
        Assert.Equal(At, finding.StartSeconds, 0.002);
        Assert.InRange(finding.Measured, ms - ChunkMs, ms);
        Assert.Equal(FindingSeverity.Error, finding.Severity);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_pause_is_no_hole_and_does_not_click(string kind)
    {
        AudioBuffer music = Music.Of(kind);
        int frames = Music.RateHz / 50;
        int from = 10 * Music.RateHz;
        int to = from + (4 * Music.RateHz / 10);
        music.Change(10, 10.4, (x, n) => x * Math.Max(0, 1 - (Math.Min(n - from, to - n) / (float)frames)));
        Assert.Empty(Only("dropout", music));
        Assert.Empty(Only("click", music));
    }

    [Theory]
    [InlineData("real", -45)]
    [InlineData("real", -55)]
    [InlineData("synthetic", -45)]
    public void Hiss_is_found_and_measured_in_the_pauses(string kind, double toLoudnessDb)
    {
        AudioBuffer music = Paused(Music.Of(kind));
        double loudness = Listen.To(music, Music.RateHz).Loudness.Integrated.Value;
        Assert.Empty(Only("noiseFloor", music));
        AudioBuffer hiss = ShapedNoise.Make(hz => hz < 20 ? 0 : 1, Math.Pow(10, (loudness + toLoudnessDb) / 20), Music.RateHz, Music.Seconds, 2, seed: 9);
        for (int c = 0; c < 2; c++)
        {
            for (int n = 0; n < music.Frames; n++)
            {
                music.Channel(c)[n] += hiss.Channel(c)[n];
            }
        }

        Finding finding = Assert.Single(Only("noiseFloor", music));
        Assert.Equal(toLoudnessDb + 3, finding.Measured, 1.0); // two unlike channels are 3 dB louder than one
        Assert.Contains(new[] { 6.0, 14, 22 }, pause => finding.StartSeconds < pause + 2 && finding.EndSeconds > pause);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Lows_that_cancel_in_mono_are_found(string kind)
    {
        AudioBuffer music = Music.Of(kind);
        double Bass(int n) => (kind == "real" ? 0.15 : 0.25) * Math.Sin(2 * Math.PI * 60 * n / Music.RateHz);
        music.Change(14, 24, (x, n) => x + (float)Bass(n), 0).Change(14, 24, (x, n) => x - (float)Bass(n), 1);
        Finding finding = Assert.Single(Only("wideBass", music));
        Assert.Equal(14, finding.StartSeconds, WindowSeconds / 2);
        Assert.Equal(24, finding.EndSeconds, WindowSeconds / 2);
        Assert.Contains("cancels", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_octave_that_disappears_in_mono_is_found(string kind)
    {
        AudioBuffer part = ShapedNoise.Make(hz => hz is > 710 and < 1_410 ? 1 : 0, 0.06, Music.RateHz, Music.Seconds, 1, seed: 4);
        AudioBuffer music = Music.Of(kind);
        music.Change(0, Music.Seconds, (x, n) => x + part.Channel(0)[n], 0).Change(0, Music.Seconds, (x, n) => x - part.Channel(0)[n], 1);
        Finding finding = Assert.Single(Only("monoLoss", music));
        Assert.True(finding.Measured > finding.Expected);
        Assert.Contains("mono", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sides_that_cover_the_centre_are_found(string kind)
    {
        AudioBuffer wide = ShapedNoise.Make(hz => hz is > 1_000 and < 4_000 ? 1 : 0, 0.08, Music.RateHz, Music.Seconds, 1, seed: 5);
        AudioBuffer music = Music.Of(kind);
        music.Change(8, 24, (x, n) => x + wide.Channel(0)[n], 0).Change(8, 24, (x, n) => x - wide.Channel(0)[n], 1);
        Finding finding = Assert.Single(Only("maskedCentre", music));
        Assert.Equal(8, finding.StartSeconds, WindowSeconds + RowSeconds);
        Assert.Equal(24, finding.EndSeconds, WindowSeconds + RowSeconds);
    }

    [Theory]
    [InlineData("mud", 230, 18)]
    [InlineData("boxiness", 560, 20)]
    [InlineData("harshness", 3_200, 18)]
    public void A_bell_in_the_real_mix_is_named_after_what_it_sounds_like(string code, double centreHz, double gainDb)
    {
        AudioBuffer music = Filtered(BiquadCoefficients.Bell(centreHz, 0.9, gainDb, Music.RateHz));
        Finding finding = Assert.Single(Only(code, music));
        Assert.Equal(FixIn.Mix, finding.FixIn);
        Assert.InRange(finding.Measured, 5, gainDb);
        Assert.Contains("dB", finding.Advice, StringComparison.Ordinal);
        Assert.Empty(Only(code, Filtered(BiquadCoefficients.Bell(centreHz, 0.9, 2, Music.RateHz))));
    }

    [Fact]
    public void Highs_that_are_gone_are_missed()
    {
        Finding finding = Assert.Single(Only("dullness", Filtered(BiquadCoefficients.HighShelf(4_500, 0.7, -26, Music.RateHz))));
        Assert.True(finding.Measured < -13);
        Assert.Empty(Only("dullness", Filtered(BiquadCoefficients.HighShelf(4_500, 0.7, -3, Music.RateHz))));
    }

    [Fact]
    public void A_ring_is_found_at_its_frequency()
    {
        Finding[] found = Only("resonance", Filtered(BiquadCoefficients.Bell(2_350, 14, 20, Music.RateHz)));
        Assert.Contains(found, finding => finding.Message.StartsWith("2.3 kHz", StringComparison.Ordinal) || finding.Message.StartsWith("2.4 kHz", StringComparison.Ordinal));
    }

    [Fact]
    public void A_held_note_is_no_ring()
    {
        AudioBuffer music = Music.Of("real").Change(0, Music.Seconds, (x, n) => x + (float)(0.02 * Math.Sin(2 * Math.PI * 880 * n / Music.RateHz)));
        Assert.DoesNotContain(Only("resonance", music), finding => finding.Message.StartsWith("880 Hz", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Esses_are_found_where_somebody_sings(string kind)
    {
        AudioBuffer ess = ShapedNoise.Make(hz => hz is > 5_500 and < 9_000 ? 1 : 0, 0.25, Music.RateHz, Music.Seconds, 1, seed: 6);
        AudioBuffer music = Music.Of(kind);
        for (double t = 8; t < 20; t += 0.9)
        {
            int from = (int)(t * Music.RateHz);
            const int Frames = Music.RateHz / 8;
            music.Change(t, t + 0.125, (x, n) => x + (ess.Channel(0)[n] * MathF.Sin(MathF.PI * (n - from) / Frames)));
        }

        Finding[] found = Only("sibilance", music);
        Assert.NotEmpty(found);
        Assert.Equal(8, found[0].StartSeconds, 1.0); // one ess
        Assert.Equal(20, found[^1].EndSeconds, 1.5);
    }

    [Theory]
    [InlineData("real", 10, 12)]
    [InlineData("real", -10, 12)]
    [InlineData("real", 10, 18)]
    [InlineData("real", -10, 18)]
    [InlineData("synthetic", 7, 16)]
    public void A_step_in_level_is_found_and_measured(string kind, double db, double at)
    {
        float gain = (float)Math.Pow(10, db / 20);
        AudioBuffer music = Music.Of(kind).Change(0, at, (x, n) => 0.4f * x).Change(at, Music.Seconds, (x, n) => 0.4f * gain * x);
        // What is played changes as well: exact in a tune that repeats, near in a song.
        double ownSeconds = kind == "real" ? 2 * RowSeconds : RowSeconds;
        double ownDb = kind == "real" ? 3 : LevelToleranceDb;
        Finding finding = Assert.Single(Only("loudnessJump", music));
        Assert.Equal(at, 0.5 * (finding.StartSeconds + finding.EndSeconds), ownSeconds);
        Assert.Equal(Math.Abs(db), finding.Measured, ownDb);
        Assert.Contains(db > 0 ? "louder" : "quieter", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hum_names_its_harmonics()
    {
        AudioBuffer music = Paused(Music.Of("real")).Change(0, Music.Seconds, (x, n) =>
        {
            double phase = 2 * Math.PI * 50 * n / Music.RateHz;
            return x + (float)(0.002 * (Math.Sin(phase) + (0.7 * Math.Sin(3 * phase)) + (0.5 * Math.Sin(5 * phase))));
        });
        Assert.Contains("50, 150, 250 Hz", Assert.Single(Only("hum", music)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overs_and_clipped_runs_are_told_apart()
    {
        AudioBuffer music = Music.Of("real");
        float gain = 1.3f / music.Peak();
        music.Change(0, Music.Seconds, (x, n) => gain * x);
        string[] overs = [.. Listen.To(music, Music.RateHz).Findings.Select(finding => finding.Code)];
        Assert.Contains("interSamplePeaks", overs);
        Assert.DoesNotContain("clipping", overs);
        music.Change(0, Music.Seconds, (x, n) => Math.Clamp(x, -0.7f, 0.7f));
        string[] runs = [.. Listen.To(music, Music.RateHz).Findings.Select(finding => finding.Code)];
        Assert.Contains("clipping", runs);
        Assert.DoesNotContain("interSamplePeaks", runs);
    }

    private static Finding[] Only(string code, AudioBuffer music) =>
        [.. Listen.To(music, Music.RateHz).Findings.Where(finding => finding.Code == code)];

    private static AudioBuffer Filtered(BiquadCoefficients coefficients)
    {
        AudioBuffer music = Music.Of("real");
        for (int c = 0; c < 2; c++)
        {
            new Biquad(coefficients).Process(music.Channel(c));
        }

        float gain = 0.7f / music.Peak();
        return music.Change(0, Music.Seconds, (x, n) => gain * x);
    }

    private static AudioBuffer Paused(AudioBuffer music)
    {
        foreach (double pause in (double[])[6, 14, 22])
        {
            music.Change(pause, pause + 2, (x, n) => 0);
        }

        return music;
    }
}
