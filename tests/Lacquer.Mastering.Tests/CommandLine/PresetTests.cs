using System.Text.Json.Nodes;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Presets;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Presets: those that come with the product, one's own, and what is refused.</summary>
public sealed class PresetTests(Excerpts excerpts) : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void There_is_one_for_each_style_and_each_delivery_and_every_setting_says_why()
    {
        Assert.Equal(StyleLabels.All.Order(), BuiltInPresets.All.Where(preset => preset.Kind == PresetKind.Style).Select(preset => preset.Name).Order());
        Assert.Equal(DeliveryTargets.All.Select(target => target.Name).Order(), BuiltInPresets.All.Where(preset => preset.Kind == PresetKind.Delivery).Select(preset => preset.Name).Order());
        Assert.All(BuiltInPresets.All, preset =>
        {
            Assert.NotEmpty(preset.About);
            Assert.All(preset.Controls.Values, setting => Assert.True(setting.Because.Length > 10, preset.Name));
        });
    }

    [Fact]
    public void A_style_preset_names_its_style_and_a_delivery_its_loudness()
    {
        Assert.All(BuiltInPresets.All.Where(preset => preset.Kind == PresetKind.Style), preset => Assert.Equal(preset.Name, ControlTexts.Apply(new Controls(), preset.Values).Genre));
        Assert.All(BuiltInPresets.All.Where(preset => preset.Kind == PresetKind.Delivery), preset => Assert.Equal(preset.Name, ControlTexts.Apply(new Controls(), preset.Values).TargetName));
    }

    [Fact]
    public void A_preset_does_what_its_controls_do_and_options_win_over_it()
    {
        string byPreset = _workshop.File("1.wav");
        string byControls = _workshop.File("2.wav");
        Terminal.Run("master", excerpts.First, "-o", byPreset, "--preset", "Metal", "--deharsh", "3").Done();
        Terminal.Run("master", excerpts.First, "-o", byControls, "--genre", "metal", "--intensity", "high", "--compression", "4").Done();
        Assert.True(File.ReadAllBytes(byPreset).AsSpan().SequenceEqual(File.ReadAllBytes(byControls)));
    }

    [Fact]
    public void A_style_and_a_delivery_go_together_and_the_later_one_wins()
    {
        JsonObject report = Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--preset", "pop", "--preset", "apple", "--json", "-").Done().Only;
        Assert.Equal(-16, Report.Loudness(report), 0.1);
        Assert.Contains(Report.Stage(report, "equalizer")["reasons"]!.AsArray(), reason => ((string)reason!).Contains("open was asked for", StringComparison.Ordinal));
    }

    [Fact]
    public void Loudness_by_option_replaces_the_loudness_class_of_a_preset_and_the_other_way_round()
    {
        Controls pop = ControlTexts.Apply(new Controls(), BuiltInPresets.Find("pop")!.Values);
        Assert.Equal(-16, ControlTexts.Apply(pop, new Dictionary<string, string> { ["loudness"] = "apple" }).LoudnessLufs);
        Controls apple = ControlTexts.Apply(new Controls(), BuiltInPresets.Find("apple")!.Values);
        Assert.Null(ControlTexts.Apply(apple, new Dictionary<string, string> { ["volume"] = "4" }).LoudnessLufs);
    }

    [Fact]
    public void Ones_own_is_saved_listed_shown_used_and_not_overwritten()
    {
        Answer Run(params string[] arguments) => Terminal.RunApart("XDG_CONFIG_HOME", _workshop.Root, arguments);
        Run("presets", "--save", "mine", "--preset", "jazz", "--eq", "4", "--set", "image.midWidthDb=0.5", "--bypass", "deesser", "--about", "late nights").Done();
        Assert.Contains("late nights", Run("presets").Done().Out, StringComparison.Ordinal);
        string shown = Run("presets", "mine").Done().Out;
        Assert.All((string[])["--eq", "4", "image.midWidthDb=0.5", "--bypass deesser", "the dynamics are the playing"], text => Assert.Contains(text, shown, StringComparison.Ordinal));
        JsonObject report = Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--preset", "mine", "--json", "-").Done().Only;
        Assert.Equal(0.5, (double)Report.Stage(report, "image")["parameters"]!["midWidthDb"]!);
        Assert.True((bool)Report.Stage(report, "deesser")["bypassed"]!);
        Run("presets", "--save", "mine", "--eq", "2").Fails(4, "mine");
        Run("presets", "--save", "mine", "--eq", "2", "--force").Done();
        JsonObject listed = Run("presets", "mine", "--json").Done().Only;
        Assert.Equal("own", (string)listed["kind"]!);
        Assert.Equal("2", (string)listed["controls"]!["eq"]!);
    }

    [Fact]
    public void A_file_is_a_preset_too_and_plain_values_will_do()
    {
        string file = _workshop.File("ours.json");
        File.WriteAllText(file, """{ "controls": { "style": "warm", "compression": 2, "loudness": -15.5 } }""");
        JsonObject report = Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--preset", file, "--json", "-").Done().Only;
        Assert.Equal(-15.5, Report.Loudness(report), 0.1);
    }

    [Theory]
    [InlineData("""{ "controls": { "eq": 7 } }""", "eq")]
    [InlineData("""{ "controls": { "loud": 7 } }""", "loud")]
    [InlineData("""{ "controls": { "eq": [] } }""", "no value")]
    [InlineData("""{ "controls": { "eq": { "because": "no value" } } }""", "no value")]
    [InlineData("""{ "controls": {}, "set": ["equalizer.mid250Hz"] }""", "STAGE.PARAM=VALUE")]
    [InlineData("""{ "controls": {}, "bypass": ["reverb"] }""", "reverb")]
    [InlineData("""{ "controls": {}, "colour": "red" }""", "colour")]
    [InlineData("""{ "name": "nothing" }""", "controls")]
    [InlineData("[1]", "not a preset")]
    [InlineData("nonsense", "not a preset")]
    [InlineData("", "not a preset")]
    [InlineData("fLaC\u0001\u0002", "not a preset")]
    [InlineData("""{ "controls": { "eq": 4, """, "the preset is damaged")]
    [InlineData("""{ "version": 2, "controls": { "eq": 4 } }""", "version 2")]
    public void What_is_wrong_with_a_preset_is_said(string text, string expected)
    {
        string file = _workshop.File("bad.json");
        File.WriteAllText(file, text);
        Answer answer = Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--preset", file).Fails(2, "bad.json", expected);
        Assert.DoesNotContain("JSON", answer.Error, StringComparison.Ordinal); // the reader's own words are for programmers
    }

    [Fact]
    public void Unknown_names_and_useless_commands_are_answered_with_what_is_possible()
    {
        Terminal.Run("master", excerpts.First, "--preset", "metl").Fails(2, "metl", "metal may be meant");
        Terminal.Run("master", excerpts.First, "--preset", _workshop.Root).Fails(2, "a folder");
        Terminal.Run("presets", "--save", "pop", "--eq", "4").Fails(2, "pop", "another name");
        Terminal.Run("presets", "--save", "../x", "--eq", "4").Fails(2, "../x");
        Terminal.Run("presets", "--save", "mine").Fails(2, "nothing to save");
        Terminal.Run("presets", "--eq", "4").Fails(2, "--save");
    }
}
