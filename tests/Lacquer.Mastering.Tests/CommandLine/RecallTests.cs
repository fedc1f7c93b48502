namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Same input, same plan, same version: the same master. And what was set by hand stays.</summary>
public sealed class RecallTests(Excerpts excerpts) : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Two_runs_write_the_same_bytes()
    {
        string[] wish = ["--intensity", "high", "--bits", "16"];
        Terminal.Run(["master", excerpts.First, "-o", _workshop.File("1.wav"), .. wish]).Done();
        Terminal.Run(["master", excerpts.First, "-o", _workshop.File("2.wav"), .. wish]).Done();
        Assert.True(File.ReadAllBytes(_workshop.File("1.wav")).AsSpan().SequenceEqual(File.ReadAllBytes(_workshop.File("2.wav"))));
    }

    [Theory]
    [InlineData("--loudness spotify --style warm --compression 4")]
    [InlineData("--set equalizer.mid1000Hz=2@3-6 --set loudness.ceilingDbtp=-3 --bypass deesser --rate 48000")]
    [InlineData("--loudness vinyl")]
    public void A_saved_plan_gives_the_same_master_again(string wish)
    {
        string plan = _workshop.File("plan.json");
        Terminal.Run(["master", excerpts.First, "-o", _workshop.File("1.wav"), "--save-plan", plan, .. wish.Split(' ')]).Done();
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("2.wav"), "--plan", plan, "--save-plan", _workshop.File("again.json")).Done();
        Assert.True(File.ReadAllBytes(_workshop.File("1.wav")).AsSpan().SequenceEqual(File.ReadAllBytes(_workshop.File("2.wav"))));
        Assert.Equal(Settings(plan), Settings(_workshop.File("again.json")));
    }

    [Fact]
    public void New_controls_on_an_old_plan_leave_what_was_set_by_hand()
    {
        string plan = _workshop.File("plan.json");
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--save-plan", plan, "--set", "image.midWidthDb=1.25", "--bypass", "compressor").Done();
        Answer again = Terminal.Run("master", excerpts.First, "-o", _workshop.File("2.wav"), "--plan", plan, "--width", "5", "--compression", "5", "--json", "-").Done();
        Assert.Equal(1.25, (double)Report.Stage(again.Only, "image")["parameters"]!["midWidthDb"]!);
        Assert.True((bool)Report.Stage(again.Only, "compressor")["bypassed"]!);
        Assert.False((bool)Report.Stage(again.Only, "compressor")["active"]!);
    }

    [Theory]
    [InlineData("--strength 5 --style open --eq 1")]
    [InlineData("--strength 1 --compression 5 --deharsh 5 --width 1")]
    [InlineData("--intensity high --volume 5")]
    public void No_control_overrides_what_is_set_by_hand(string controls)
    {
        (string Stage, string Parameter, double Value)[] byHand =
        [
            ("equalizer", "mid1000Hz", -1.5), ("image", "highWidthDb", 0.5), ("dynamics", "levelerRatio", 1.1), ("compressor", "ratio", 1.2),
            ("deesser", "maxReductionDb", 1), ("resonance", "harshnessMaxCutDb", 0.25), ("loudness", "ceilingDbtp", -2.5),
        ];
        string[] settings = [.. byHand.SelectMany(p => (string[])["--set", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{p.Stage}.{p.Parameter}={p.Value}")])];
        Answer answer = Terminal.Run(["master", excerpts.First, "-o", _workshop.File("1.wav"), "--json", "-", .. settings, .. controls.Split(' ')]).Done();
        Assert.All(byHand, p => Assert.Equal(p.Value, (double)Report.Stage(answer.Only, p.Stage)["parameters"]![p.Parameter]!));
        Assert.True(Report.Loudness(answer.Only, "truePeakDbtp") <= -2.5 + 0.05);
    }

    [Fact]
    public void A_plan_works_on_another_mix_with_a_gain_of_its_own()
    {
        string plan = _workshop.File("plan.json");
        string quieter = _workshop.File("quieter.wav");
        Dsp.AudioBuffer sound = SoundFile.Read(excerpts.First, out int rateHz);
        foreach (ref float sample in sound.Channel(0))
        {
            sample *= 0.5f;
        }

        SoundFile.Write(quieter, sound, rateHz);
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--save-plan", plan, "--loudness", "-16").Done();
        Answer answer = Terminal.Run("master", quieter, "-o", _workshop.File("2.wav"), "--plan", plan, "--json", "-").Done();
        Assert.Equal(-16, Report.Loudness(answer.Only), 0.1);
    }

    /// <summary>The settings of a saved plan; sentences and evidence may word what changed since.</summary>
    private static string Settings(string plan) => string.Join(
        '\n',
        System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(plan))!["stages"]!.AsArray()
            .Select(stage => $"{stage!["name"]} {stage["active"]} {stage["parameters"]!.ToJsonString()}"));
}
