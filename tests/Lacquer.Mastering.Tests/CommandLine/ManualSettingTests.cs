using Lacquer.Dsp;
using Lacquer.Mastering.Decision;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Every stage can be set by hand, for a stretch of time too, and switched off.</summary>
public sealed class ManualSettingTests : IDisposable
{
    private const int RateHz = 44_100;
    private const double Seconds = 9;
    private const double From = 3;
    private const double To = 6;
    private const double FadeSeconds = 0.05;

    /// <summary>A clearly audible setting of each stage that knows stretches of time.</summary>
    private static readonly Dictionary<string, string> Audible = new(StringComparer.Ordinal)
    {
        ["cleanup"] = "cleanup.highPassHz=60",
        ["equalizer"] = "equalizer.mid1000Hz=4",
        ["resonance"] = "resonance.harshnessMaxCutDb=6",
        ["dynamics"] = "dynamics.levelerRatio=4",
        ["image"] = "image.midWidthDb=-6",
        ["compressor"] = "compressor.thresholdDbfs=-40",
        ["deesser"] = "deesser.maxReductionDb=8",
        ["saturation"] = "saturation.driveDb=12",
        ["loudness"] = "loudness.gainDb=-6",
    };

    /// <summary>What else the stage needs to be heard on noise; neutral by itself.</summary>
    private static readonly Dictionary<string, string[]> Ready = new(StringComparer.Ordinal)
    {
        ["resonance"] = ["--set", "resonance.harshnessThresholdDb=-40"],
        ["dynamics"] = ["--set", "dynamics.levelerThresholdDbfs=-50"],
        ["compressor"] = ["--set", "compressor.ratio=4"],
        ["deesser"] = ["--set", "deesser.thresholdDb=-40"],
        ["saturation"] = ["--set", "saturation.referenceDbfs=-10"],
    };

    private readonly Workshop _workshop = new();
    private readonly string _mix;

    public ManualSettingTests()
    {
        _mix = _workshop.File("mix.wav");
        SoundFile.Write(_mix, ShapedNoise.Pink(0.1, RateHz, Seconds), RateHz, "wav", "24");
    }

    public static TheoryData<string> Stages => [.. Audible.Keys];

    public static TheoryData<string> AllStages => [.. StageCatalogue.All.Select(stage => stage.Name)];

    public void Dispose() => _workshop.Dispose();

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_stretch_sounds_different_and_the_rest_is_untouched(string stage)
    {
        AudioBuffer plain = Master("plain.wav", stage, null);
        AudioBuffer whole = Master("whole.wav", stage, Audible[stage]);
        AudioBuffer stretch = Master("stretch.wav", stage, $"{Audible[stage]}@{From}-{To}");

        int from = (int)((From - FadeSeconds) * RateHz);
        int to = (int)((To + FadeSeconds) * RateHz);
        Assert.Equal(0, Difference(plain, stretch, 0, from));
        Assert.Equal(0, Difference(plain, stretch, to, plain.Frames));

        // Inside, after the cross-fade, it is the sound of the same setting for the whole track.
        int inside = (int)((From + FadeSeconds) * RateHz);
        int end = (int)((To - FadeSeconds) * RateHz);
        Assert.Equal(0, Difference(whole, stretch, inside, end));
        Assert.True(Difference(plain, stretch, inside, end) > 0.003, "nothing is heard inside the stretch");
    }

    [Theory]
    [MemberData(nameof(AllStages))]
    public void A_bypassed_stage_does_nothing(string stage)
    {
        string[] loud = Audible.TryGetValue(stage, out string? setting) ? ["--set", setting] : [];
        Answer answer = Terminal.Run(["master", _mix, "-o", _workshop.File("out.wav"), "--bypass", stage, "--json", "-", .. loud]).Done();
        Assert.False((bool)Report.Stage(answer.Only, stage)["active"]!);
        Assert.True((bool)Report.Stage(answer.Only, stage)["bypassed"]!);
        Assert.NotEmpty(Report.Stage(answer.Only, stage)["reasons"]!.AsArray());
    }

    [Fact]
    public void With_every_stage_off_the_master_is_the_mix()
    {
        string[] all = [.. StageCatalogue.All.SelectMany(stage => (string[])["--bypass", stage.Name])];
        Answer answer = Terminal.Run(["master", _mix, "-o", _workshop.File("out.wav"), "--json", "-", .. all]).Done();
        Assert.Equal("untouched", (string)answer.Only["verdict"]!);
        AudioBuffer mix = SoundFile.Read(_mix);
        Assert.Equal(0, Difference(mix, SoundFile.Read(_workshop.File("out.wav")), 0, mix.Frames));
    }

    [Fact]
    public void A_rate_and_a_bypassed_conversion_are_refused_together() =>
        Terminal.Run("master", _mix, "-o", _workshop.File("out.wav"), "--bypass", "rate", "--rate", "48000").Fails(2, "48000", "44100", "leave one");

    [Fact]
    public void A_width_set_by_hand_stays_whatever_mono_loses()
    {
        string wide = _workshop.File("wide.wav");
        Answer answer = Terminal.Run(
            "master", _mix, "-o", wide, "--json", "-", "--set", "image.lowMidWidthDb=6", "--set", "image.midWidthDb=6", "--set", "image.highWidthDb=6").Done();
        Assert.Equal(6, (double)Report.Stage(answer.Only, "image")["parameters"]!["midWidthDb"]!);
        Assert.True((double)answer.Only["result"]!["stereo"]!["monoLossDb"]! > (double)answer.Only["input"]!["stereo"]!["monoLossDb"]! + 1);
    }

    [Fact]
    public void Options_may_stand_before_the_mix_and_repeat()
    {
        Answer answer = Terminal.Run(
            "master", "--set", "image.midWidthDb=1", "--set", "image.highWidthDb=2", "--bypass", "deesser", "--bypass", "saturation", _mix, "--json", "-").Done();
        Assert.Equal(1, (double)Report.Stage(answer.Only, "image")["parameters"]!["midWidthDb"]!);
        Assert.Equal(2, (double)Report.Stage(answer.Only, "image")["parameters"]!["highWidthDb"]!);
    }

    /// <summary>Masters with one stage alone and no gain.</summary>
    private AudioBuffer Master(string name, string stage, string? setting)
    {
        string[] others = [.. Audible.Keys.Where(other => other != stage).SelectMany(other => (string[])["--bypass", other])];
        string[] level = stage == "loudness" ? ["--set", "loudness.gainDb=0"] : [];
        string[] ready = Ready.GetValueOrDefault(stage, []);
        string[] set = setting is null ? [] : ["--set", setting];
        Terminal.Run(["master", _mix, "-o", _workshop.File(name), "--strength", "1", .. others, .. level, .. ready, .. set]).Done();
        return SoundFile.Read(_workshop.File(name));
    }

    /// <summary>Largest difference of two samples.</summary>
    private static double Difference(AudioBuffer a, AudioBuffer b, int from, int to)
    {
        Assert.Equal(a.Frames, b.Frames);
        double largest = 0;
        for (int c = 0; c < a.Channels; c++)
        {
            for (int n = from; n < to; n++)
            {
                largest = Math.Max(largest, Math.Abs(a.Channel(c)[n] - b.Channel(c)[n]));
            }
        }

        return largest;
    }
}
