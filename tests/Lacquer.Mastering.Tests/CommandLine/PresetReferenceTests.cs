using System.Text.Json.Nodes;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis.References;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Presets;
using Lacquer.Mastering.Decision.References;
using Lacquer.Mastering.Decision.Statistical;
using Lacquer.Mastering.Projects;
using Lacquer.Mastering.Tests.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Presets that keep a reference.</summary>
public sealed class PresetReferenceTests(Excerpts excerpts) : IDisposable
{
    private const int RateHz = 44_100;

    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void A_preset_draws_masters_towards_its_reference_without_the_file()
    {
        string song = _workshop.File("song.wav");
        string plan = _workshop.File("plan.json");
        File.Copy(excerpts[1], song);
        string preset = Save("--reference", song, "--match", "80", "--match-aspects", "tone,width", "--eq", "4");
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--reference", song, "--match", "80", "--match-aspects", "tone,width", "--eq", "4").Done();
        File.Delete(song);
        JsonObject report = Master("2.wav", "--preset", preset, "--save-plan", plan);
        AssertSameBytes("1.wav", "2.wav");

        JsonObject reference = report["plan"]!["reference"]!.AsObject();
        Assert.Equal(80, (double)reference["match"]!);
        Assert.Equal(["tone", "width"], reference["aspects"]!.AsArray().Select(aspect => (string)aspect!));
        Assert.Equal("song.wav", (string)Assert.Single(reference["sources"]!.AsArray())!["name"]!);
        Assert.Contains(Report.Stage(report, "equalizer")["reasons"]!.AsArray(), reason => ((string)reason!).Contains("the reference carries", StringComparison.Ordinal));
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("3.wav"), "--plan", plan).Done();
        AssertSameBytes("1.wav", "3.wav");

        string shown = string.Join(' ', Terminal.Run("presets", preset).Done().Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All((string[])["song.wav", "80 % of the way", "tone, width", "not needed", "--eq"], text => Assert.Contains(text, shown, StringComparison.Ordinal));
    }

    [Fact]
    public void A_reference_given_besides_wins_and_so_does_another_match()
    {
        string preset = Save("--reference", excerpts[1], "--match", "80");
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--reference", excerpts[2], "--match", "80").Done();
        Master("2.wav", "--preset", preset, "--reference", excerpts[2]);
        AssertSameBytes("1.wav", "2.wav");
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("3.wav"), "--reference", excerpts[1], "--match", "30", "--match-aspects", "tone").Done();
        Master("4.wav", "--preset", preset, "--match", "30", "--match-aspects", "tone");
        AssertSameBytes("3.wav", "4.wav");
    }

    [Fact]
    public void A_project_keeps_the_references_of_a_preset_through_revisions_and_takes_those_of_a_later_one()
    {
        string project = _workshop.File("song.project.json");
        string first = Save("--reference", excerpts[1]);
        string second = Save("--reference", $"{excerpts[2]}=3", "--reference", excerpts[1]);
        Master("1.wav", "--preset", first, "--project", project);
        Revise(project, "2.wav", "--eq", "4");
        Revise(project, "3.wav", "--preset", "apple");
        Revise(project, "4.wav", "--preset", second);
        JsonArray revisions = JsonNode.Parse(File.ReadAllText(project))!["revisions"]!.AsArray();
        Assert.Equal([1, 1, 1, 2], revisions.Select(revision => revision!["plan"]!["reference"]!["sources"]!.AsArray().Count));
        Assert.Equal(3, (double)revisions[3]!["plan"]!["reference"]!["sources"]![0]!["weight"]!);
        Terminal.Run("revise", project, "--restore", "1", "-o", _workshop.File("again.wav")).Done();
        AssertSameBytes("1.wav", "again.wav");
    }

    [Fact]
    public void A_preset_made_of_another_keeps_its_reference_unless_a_new_one_is_given()
    {
        string basis = Save("--reference", excerpts[1], "--match", "80");
        MatchedReference Of(string preset) => PresetJson.Read(File.ReadAllText(preset)).Reference!;
        Assert.Equal(60, Of(Save("--preset", basis, "--match", "60")).Match);
        Assert.Equal(Of(basis).Sources[0].Sha256, Of(Save("--preset", basis, "--match", "60")).Sources[0].Sha256);
        Assert.NotEqual(Of(basis).Sources[0].Sha256, Of(Save("--preset", basis, "--reference", excerpts[2])).Sources[0].Sha256);
    }

    [Fact]
    public void What_is_wished_on_an_earlier_plan_goes_by_the_presets_reference_before_the_plans()
    {
        MatchedReference Like(string name, int seed) => MatchedReference.Of(
            [new WeighedProfile { Profile = ReferenceProfiles.Of(Listen.To(ShapedNoise.Pink(0.1, RateHz, 10, seed: seed), RateHz), name, "00") }]);
        var preset = new Preset { Name = "mine", Kind = PresetKind.Own, Controls = new Dictionary<string, PresetSetting>(), Reference = Like("preset.wav", 1) with { Match = 70 } };
        Assert.Throws<PlanException>(() => PresetJson.Read("{\"controls\":{\"eq\":4,\"eq\":2}}"));
        Preset read = PresetJson.Read(PresetJson.Write(preset));
        Assert.Equal(PresetJson.Write(preset), PresetJson.Write(read));
        Assert.Equal(preset.Reference.Profile.LoudMidDb, read.Reference!.Profile.LoudMidDb);

        MasteringPlan earlier = new Decider(new StatisticalJudge(TonalReference.Default)).Decide(
            Listen.To(ShapedNoise.Pink(0.1, RateHz, 10), RateHz), new Controls(), [], [], new DeliverySettings { RateHz = RateHz }, Like("plan.wav", 2));
        Assert.Equal("preset.wav", new Wishes { Presets = [read] }.On(earlier).Reference!.Sources[0].Name);
        Assert.Equal("plan.wav", new Wishes { Presets = [BuiltInPresets.Find("pop")!] }.On(earlier).Reference!.Sources[0].Name);
        Assert.Null(new Wishes { Presets = [BuiltInPresets.Find("pop")!] }.On(null).Reference);
        MasteringRequest repeated = new Wishes().On(earlier);
        Assert.Null(repeated.Reference);
        Assert.Equal("plan.wav", repeated.Plan!.Reference!.Sources[0].Name);
    }

    [Fact]
    public void A_reference_that_cannot_be_used_saves_nothing()
    {
        string preset = _workshop.File("bad.json");
        Terminal.Run("presets", "--save", preset, "--reference", _workshop.File("missing.wav")).Fails(3, "missing.wav", "does not exist");
        SoundFile.Write(_workshop.File("silence.wav"), new AudioBuffer(2, RateHz), RateHz);
        Terminal.Run("presets", "--save", preset, "--reference", _workshop.File("silence.wav")).Fails(3, "silence");
        Terminal.Run("presets", "--save", preset, "--eq", "4", "--match", "70").Fails(2, "--match", "--reference FILE");
        Terminal.Run("presets", "--reference", excerpts[1]).Fails(2, "--save");
        Assert.False(File.Exists(preset));
    }

    [Theory]
    [InlineData("reference", "5", "cannot be read")]
    [InlineData("reference/match", "120", "between 0 and 100")]
    [InlineData("reference/sources", "[]", "names no track")]
    [InlineData("reference/profile/version", "9", "version 9")]
    [InlineData("reference/profile/loudMidDb", "[1, 2]", "31 numbers")]
    public void What_is_wrong_with_a_kept_reference_is_said(string field, string value, string word)
    {
        string preset = Save("--reference", excerpts[1]);
        JsonNode root = JsonNode.Parse(File.ReadAllText(preset))!;
        string[] path = field.Split('/');
        path[..^1].Aggregate(root, (node, name) => node[name]!)[path[^1]] = JsonNode.Parse(value);
        File.WriteAllText(preset, root.ToJsonString());
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--preset", preset).Fails(2, Path.GetFileName(preset), word, "presets --save");
    }

    private string Save(params string[] wishes)
    {
        string preset = _workshop.File($"preset{_workshop.Names().Length}.json");
        Terminal.Run(["presets", "--save", preset, .. wishes]).Done();
        return preset;
    }

    private JsonObject Master(string output, params string[] wishes) =>
        Terminal.Run(["master", excerpts.First, "-o", _workshop.File(output), "--json", "-", .. wishes]).Done().Only;

    private void Revise(string project, string output, params string[] wishes) => Terminal.Run(["revise", project, "-o", _workshop.File(output), .. wishes]).Done();

    private void AssertSameBytes(string a, string b) =>
        Assert.True(File.ReadAllBytes(_workshop.File(a)).AsSpan().SequenceEqual(File.ReadAllBytes(_workshop.File(b))), $"{a} and {b} differ");
}
