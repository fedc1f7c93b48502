using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Findings;

/// <summary>Each fault is planted into clean music at a known place and size.</summary>
public sealed class PlantedFaultTests
{
    private const double StepSeconds = 0.1; // time resolution of the level meters

    public static TheoryData<string> Kinds => Music.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Clipping_is_found_where_it_is(string kind)
    {
        AudioBuffer music = Music.Of(kind);
        float ceiling = 0.5f * Peak(music, 10, 12);
        music.Change(0, Music.Seconds, (x, n) => 0.9f * x); // the rest stays under the clipped peaks' level or does not come near it
        music.Change(0, Music.Seconds, (x, n) => Math.Clamp(x, -ceiling, ceiling));
        Finding[] found = Only("clipping", music);
        Assert.All(found, finding => Assert.Equal(20 * Math.Log10(ceiling), LevelIn(finding.Message), 0.06));
        Assert.All(found, finding => Assert.True(HasClipped(music, ceiling, finding), finding.Message));
        long planted = CountRuns(music, ceiling);
        Assert.Equal(planted, found.Sum(finding => finding.Measured), 0.1 * planted);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Clipping_of_16_bits_is_found_at_full_scale_and_below_it(string kind)
    {
        foreach (float after in (float[])[1, 0.31f])
        {
            AudioBuffer music = Music.Of(kind);
            float gain = 2 / music.Peak();
            music.Change(0, Music.Seconds, (x, n) => MathF.Round(after * Math.Clamp(gain * x, -1, 32_767 / 32_768f) * 32_768) / 32_768);
            Assert.NotEmpty(Only("clipping", music, bits: 16));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Waveforms_above_full_scale_between_samples_are_found(string kind)
    {
        // A sine at a quarter of the rate, sampled at 45 degrees, peaks 3 dB above its samples.
        AudioBuffer music = Music.Of(kind);
        music.Change(12, 12.4, (x, n) => (float)(0.999 * Math.Sin((Math.PI / 2 * n) + (Math.PI / 4)) * Math.Sqrt(2) * 0.95));
        Finding finding = Assert.Single(Only("interSamplePeaks", music));
        Assert.Equal(20 * Math.Log10(0.999 * Math.Sqrt(2) * 0.95), finding.Measured, 0.6); // the tone's edges ring a little higher
        Assert.Equal(12, finding.StartSeconds, StepSeconds + 0.01);
        Assert.Equal(12.4, finding.EndSeconds, StepSeconds + 0.01);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_offset_is_measured(string kind)
    {
        AudioBuffer music = Music.Of(kind).Change(0, Music.Seconds, (x, n) => x - 0.02f, 1);
        TrackAnalysis analysis = Listen.To(music, Music.RateHz);
        Assert.Equal(-0.02, analysis.DcOffset, 1e-3);
        Assert.Equal(0, analysis.DcOffsets[0], 1e-3);
        Finding finding = Assert.Single(analysis.Findings, finding => finding.Code == "dcOffset");
        Assert.Equal(20 * Math.Log10(0.02), finding.Measured, 0.5);
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_dead_channel_is_found_for_the_whole_track_and_for_a_stretch(string kind)
    {
        Finding whole = Assert.Single(Only("deadChannel", Music.Of(kind).Change(0, Music.Seconds, (x, n) => 0, 0)));
        Assert.Equal(FindingSeverity.Error, whole.Severity);
        Assert.Contains("left", whole.Message, StringComparison.Ordinal);
        Finding part = Assert.Single(Only("deadChannel", Music.Of(kind).Change(8, 15, (x, n) => 0, 1)));
        Assert.Equal(8, part.StartSeconds, StepSeconds);
        Assert.Equal(15, part.EndSeconds, StepSeconds);
        Assert.Contains("right", part.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_turned_channel_is_found(string kind)
    {
        TrackAnalysis analysis = Listen.To(Music.Of(kind).Change(0, Music.Seconds, (x, n) => -x, 0), Music.RateHz);
        Assert.Contains(analysis.Findings, finding => finding is { Code: "invertedChannel", Severity: FindingSeverity.Error });
        Assert.DoesNotContain(analysis.Findings, finding => finding.Code == "phaseTrouble");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_stretch_out_of_phase_is_found(string kind)
    {
        AudioBuffer music = Music.Of(kind);
        float[] left = music.Channel(0).ToArray();
        music.Change(10, 18, (x, n) => (0.1f * x) - (0.9f * left[n]), 1);
        Finding[] found = Only("phaseTrouble", music);
        Assert.Contains(found, finding => Math.Abs(finding.StartSeconds - 10) < 1.6 && Math.Abs(finding.EndSeconds - 18) < 1.6);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_lean_to_one_side_is_measured(string kind)
    {
        TrackAnalysis before = Listen.To(Music.Of(kind), Music.RateHz);
        Assert.DoesNotContain(before.Findings, finding => finding.Code == "channelImbalance");
        Finding finding = Assert.Single(Only("channelImbalance", Music.Of(kind).Change(0, Music.Seconds, (x, n) => 0.4f * x, 1)));
        Assert.Equal(-20 * Math.Log10(0.4), finding.Measured, 1.5); // what the music leans itself
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
    }

    [Theory]
    [InlineData("real", 50)]
    [InlineData("real", 60)]
    [InlineData("synthetic", 50)]
    [InlineData("synthetic", 60)]
    public void Hum_is_found_behind_the_music(string kind, int mainsHz)
    {
        // Three pauses of two seconds leave the hum alone.
        AudioBuffer music = Music.Of(kind);
        foreach (double pause in (double[])[6, 14, 22])
        {
            music.Change(pause, pause + 2, (x, n) => 0);
        }

        var period = new float[Music.RateHz / mainsHz];
        double power = 0;
        for (int h = 1; h <= 6; h++)
        {
            power += Math.Pow(0.002 / h, 2);
            for (int n = 0; n < period.Length; n++)
            {
                period[n] += (float)(0.002 / h * Math.Sin(2 * Math.PI * h * n / period.Length));
            }
        }

        music.Change(0, Music.Seconds, (x, n) => x + period[n % period.Length]);
        Finding finding = Assert.Single(Only("hum", music));
        Assert.Contains($"{mainsHz} Hz", finding.Message, StringComparison.Ordinal);
        Assert.Equal(10 * Math.Log10(power), finding.Measured, 3.0); // frames at the edges of the pauses read less
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rumble_is_found(string kind)
    {
        AudioBuffer rumble = ShapedNoise.Make(hz => hz is > 8 and < 20 ? 1 : 0, 0.06, Music.RateHz, Music.Seconds, 2, seed: 3);
        AudioBuffer music = Music.Of(kind);
        music.Change(0, Music.Seconds, (x, n) => x + rumble.Channel(0)[n]);
        Assert.Single(Only("rumble", music));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Silence_at_both_ends_is_measured(string kind)
    {
        AudioBuffer music = Music.Of(kind).Change(0, 3, (x, n) => 0).Change(24, Music.Seconds, (x, n) => 0);
        Assert.Equal(3, Assert.Single(Only("silenceAtStart", music)).EndSeconds, StepSeconds);
        Assert.Equal(24, Assert.Single(Only("silenceAtEnd", music)).StartSeconds, StepSeconds);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_cut_start_and_a_cut_end_are_found(string kind)
    {
        AudioBuffer whole = Music.Of(kind);
        int start = LoudestFrame(whole, 5, 6);
        int frames = LoudestFrame(whole, 20, 21) - start;
        var cut = new AudioBuffer(2, frames);
        whole.AsBlock(start, frames).CopyTo(cut.AsBlock());
        string[] codes = [.. Listen.To(cut, Music.RateHz).Findings.Select(finding => finding.Code)];
        Assert.Contains("cutOffStart", codes);
        Assert.Contains("cutOffEnd", codes);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Too_little_headroom_is_said_of_mixes_only(string kind)
    {
        AudioBuffer music = Music.Of(kind);
        float gain = 0.97f / music.Peak();
        bool isMix = Listen.To(music, Music.RateHz).Loudness.PeakToLoudness.Value > 14;
        music.Change(0, Music.Seconds, (x, n) => gain * x);
        Assert.Equal(isMix, Only("tooLittleHeadroom", music).Length == 1);
        music.Change(0, Music.Seconds, (x, n) => MathF.Tanh(8 * x) * 0.97f);
        Assert.Empty(Only("tooLittleHeadroom", music));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Heavy_limiting_is_found_at_any_level(string kind)
    {
        AudioBuffer music = Music.Of(kind);
        float gain = 12 / music.Peak();
        music.Change(0, Music.Seconds, (x, n) => 0.3f * MathF.Tanh(gain * x));
        Finding finding = Assert.Single(Only("overLimited", music));
        Assert.InRange(finding.Measured, 0, 8);
    }

    private static Finding[] Only(string code, AudioBuffer music, int? bits = null) =>
        [.. Listen.To(music, Music.RateHz, bits).Findings.Where(finding => finding.Code == code)];

    private static double LevelIn(string message)
    {
        string[] words = message.Split(' ');
        return double.Parse(words[Array.IndexOf(words, "dBFS.") - 1].Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static float Peak(AudioBuffer music, double from, double to)
    {
        float peak = 0;
        foreach (float x in music.Channel(0)[(int)(from * Music.RateHz)..(int)(to * Music.RateHz)])
        {
            peak = Math.Max(peak, Math.Abs(x));
        }

        return peak;
    }

    private static int LoudestFrame(AudioBuffer music, double from, double to)
    {
        int best = (int)(from * Music.RateHz);
        for (int n = best; n < (int)(to * Music.RateHz); n++)
        {
            best = Math.Abs(music.Channel(0)[n]) > Math.Abs(music.Channel(0)[best]) ? n : best;
        }

        return best;
    }

    private static bool HasClipped(AudioBuffer music, float ceiling, Finding finding)
    {
        for (int n = (int)(finding.StartSeconds * Music.RateHz); n < (int)(finding.EndSeconds * Music.RateHz); n++)
        {
            if (Math.Abs(music.Channel(0)[n]) >= ceiling || Math.Abs(music.Channel(1)[n]) >= ceiling)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Samples at the ceiling in runs of three and more.</summary>
    private static long CountRuns(AudioBuffer music, float ceiling)
    {
        long count = 0;
        for (int c = 0; c < 2; c++)
        {
            int run = 0;
            foreach (float x in music.Channel(c))
            {
                run = Math.Abs(x) >= ceiling ? run + 1 : 0;
                count += run == 3 ? 3 : run > 3 ? 1 : 0;
            }
        }

        return count;
    }
}
