using System.Text.Json.Nodes;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Revisions: one thing changes and the rest stays, locks survive, and any revision comes back bit for bit.</summary>
public sealed class ReviseTests(Excerpts excerpts) : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void A_revision_changes_what_was_asked_for_and_leaves_the_rest()
    {
        string project = Begin("--set", "image.midWidthDb=0.75", "--bypass", "deesser");
        JsonNode first = Plan(project, 1);
        Terminal.Run("revise", project, "--eq", "5", "-o", _workshop.File("2.wav")).Done();
        JsonNode second = Plan(project, 2);
        Assert.NotEqual(Stage(first, "equalizer")["parameters"]!.ToJsonString(), Stage(second, "equalizer")["parameters"]!.ToJsonString());
        Assert.Equal(Stage(first, "image")["parameters"]!.ToJsonString(), Stage(second, "image")["parameters"]!.ToJsonString());
        Assert.Equal(Stage(first, "cleanup")["parameters"]!.ToJsonString(), Stage(second, "cleanup")["parameters"]!.ToJsonString());
        Assert.True((bool)Stage(second, "deesser")["bypassed"]!);
        Assert.Equal(["--eq 5"], Revision(project, 2)["asked"]!.AsArray().Select(text => (string)text!));
        Assert.Equal(1, (int)Revision(project, 2)["parent"]!);
    }

    [Fact]
    public void What_is_locked_stays_through_later_revisions_until_it_is_unlocked()
    {
        string project = Begin();
        string before = Stage(Plan(project, 1), "equalizer")["parameters"]!.ToJsonString();
        Terminal.Run("revise", project, "--lock", "equalizer", "--eq", "5", "--style", "warm", "-o", _workshop.File("2.wav")).Done();
        Terminal.Run("revise", project, "--style", "open", "-o", _workshop.File("3.wav")).Done();
        Assert.Equal(before, Stage(Plan(project, 2), "equalizer")["parameters"]!.ToJsonString());
        Assert.Equal(before, Stage(Plan(project, 3), "equalizer")["parameters"]!.ToJsonString());
        Terminal.Run("revise", project, "--unlock", "equalizer", "--eq", "5", "-o", _workshop.File("4.wav")).Done();
        Assert.NotEqual(before, Stage(Plan(project, 4), "equalizer")["parameters"]!.ToJsonString());
    }

    [Fact]
    public void Every_revision_is_restored_bit_for_bit()
    {
        string project = Begin("--loudness", "-13");
        Terminal.Run("revise", project, "--width", "4", "-o", _workshop.File("2.wav")).Done();
        Terminal.Run("revise", project, "--from", "1", "--set", "equalizer.mid250Hz=-2@2-6", "-o", _workshop.File("3.flac")).Done();
        Assert.Equal(1, (int)Revision(project, 3)["parent"]!);
        foreach ((int number, string file) in ((int, string)[])[(1, "1.wav"), (2, "2.wav"), (3, "3.flac")])
        {
            string again = _workshop.File("again" + Path.GetExtension(file));
            Terminal.Run("revise", project, "--restore", $"{number}", "-o", again, "--force").Done();
            Assert.True(File.ReadAllBytes(_workshop.File(file)).AsSpan().SequenceEqual(File.ReadAllBytes(again)), $"revision {number} came back different");
        }

        Assert.Equal(3, JsonNode.Parse(File.ReadAllText(project))!["revisions"]!.AsArray().Count);
    }

    [Fact]
    public void A_note_goes_back_to_the_version_before_and_on_from_there()
    {
        string project = Begin();
        Terminal.Run("revise", project, "--width", "5", "-o", _workshop.File("2.wav")).Done();
        Terminal.Run("revise", project, "--note", "undo the last change", "-o", _workshop.File("3.wav")).Done();
        Assert.Equal(1, (int)Revision(project, 3)["parent"]!);
        Assert.True(File.ReadAllBytes(_workshop.File("1.wav")).AsSpan().SequenceEqual(File.ReadAllBytes(_workshop.File("3.wav"))));
        Terminal.Run("revise", project, "--from", "1", "--note", "go back to the previous version").Fails(2, "nothing to go back to");
    }

    [Fact]
    public void A_saved_plan_becomes_a_project_with_its_first_revision()
    {
        string plan = _workshop.File("song.plan.json");
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--save-plan", plan).Done();
        Terminal.Run("revise", plan, "--volume", "2", "-o", _workshop.File("2.wav")).Done();
        string project = _workshop.File("song.project.json");
        string list = Terminal.Run("revise", project, "--list").Done().Out;
        Assert.Contains("--volume 2", list, StringComparison.Ordinal);
        Terminal.Run("revise", plan, "--volume", "1").Fails(2, "song.project.json");
    }

    [Fact]
    public void A_newer_mix_takes_the_old_settings()
    {
        string project = Begin("--style", "warm");
        Terminal.Run("revise", project, "--input", excerpts[1], "-o", _workshop.File("2.wav")).Done();
        Assert.Equal(Path.GetFullPath(excerpts[1]), (string)Revision(project, 2)["input"]!);
        Assert.Equal(Stage(Plan(project, 1), "equalizer")["parameters"]!.ToJsonString(), Stage(Plan(project, 2), "equalizer")["parameters"]!.ToJsonString());
        Assert.NotEqual((string)Plan(project, 1)["inputSha256"]!, (string)Plan(project, 2)["inputSha256"]!);
    }

    [Fact]
    public void A_mix_that_changed_or_is_gone_is_not_taken_for_the_old_one()
    {
        string mix = _workshop.File("mix.wav");
        File.Copy(excerpts.First, mix);
        string project = _workshop.File("p.json");
        Terminal.Run("master", mix, "-o", _workshop.File("1.wav"), "--project", project).Done();
        File.Copy(excerpts[1], mix, overwrite: true);
        Terminal.Run("revise", project, "--eq", "4", "-o", _workshop.File("2.wav")).Fails(3, "mix.wav", "--input");
        Terminal.Run("revise", project, "--restore", "1", "-o", _workshop.File("2.wav")).Fails(3, "mix.wav", "same file");
        File.Delete(mix);
        Terminal.Run("revise", project, "--eq", "4", "-o", _workshop.File("2.wav")).Fails(3, "mix.wav", "--input");
        Assert.False(File.Exists(_workshop.File("2.wav")));
    }

    [Fact]
    public void What_cannot_be_done_is_said_and_changes_nothing()
    {
        string project = Begin();
        string before = File.ReadAllText(project);
        Terminal.Run("revise", project).Fails(2, "say what to change");
        Terminal.Run("revise", project, "--from", "7", "--eq", "4").Fails(2, "revision 7");
        Terminal.Run("revise", project, "--restore", "0").Fails(2, "revision 0");
        Terminal.Run("revise", project, "--lock", "reverb", "--eq", "4").Fails(2, "reverb");
        Terminal.Run("revise", project, "--lock", "equalizer.mid3Hz", "--eq", "4").Fails(2, "mid3Hz");
        Terminal.Run("revise", project, "--eq", "4", "-o", excerpts.First, "--force").Fails(4, "overwrite");
        Terminal.Run("revise", project, "--eq", "4", "-o", project, "--force").Fails(2, "format");
        string missing = Terminal.Run("revise", _workshop.File("none.json"), "--eq", "4").Fails(3, "none.json", "no such file").Error;
        Assert.Equal(missing.IndexOf("none.json", StringComparison.Ordinal), missing.LastIndexOf("none.json", StringComparison.Ordinal));
        Terminal.Run("revise", excerpts.First, "--eq", "4").Fails(3, "not a mastering plan");
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("9.wav"), "--project", project, "--force").Fails(4, "project");
        Assert.Equal(before, File.ReadAllText(project));
    }

    [Theory]
    [InlineData("\"number\": 1", "\"number\": 2", "damaged")]
    [InlineData("\"version\": 1", "\"version\": 99", "version 99")]
    [InlineData("\"revisions\"", "\"visions\"", "newer Lacquer")]
    [InlineData("\"plan\": {", "\"plan\": null, \"plant\": {", "damaged")]
    [InlineData("\"stages\": [", "\"stages\": [ null,", "damaged")]
    public void A_damaged_project_is_refused(string what, string by, string expected)
    {
        string project = Begin();
        string text = File.ReadAllText(project);
        int at = text.IndexOf(what, StringComparison.Ordinal);
        File.WriteAllText(project, text[..at] + by + text[(at + what.Length)..]);
        Terminal.Run("revise", project, "--eq", "4").Fails(3, expected);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.3)]
    [InlineData(0.99)]
    public void A_project_that_was_cut_off_is_called_damaged(double share)
    {
        string project = Begin();
        string text = File.ReadAllText(project);
        File.WriteAllText(project, text[..(int)(share * text.Length)]);
        Terminal.Run("revise", project, "--list").Fails(3, "song.project.json", "the project is damaged", "restore it from a copy");
    }

    [Fact]
    public async Task Two_people_with_a_note_each_make_two_revisions()
    {
        string project = Begin();
        string[] notes = ["warmer", "wider"];
        Answer[] answers = await Task.WhenAll(notes.Select(note => Task.Run(
            () => Terminal.RunApart("LACQUER_UNUSED", "1", "revise", project, "--note", note, "-o", _workshop.Root), TestContext.Current.CancellationToken)));
        Assert.All(answers, answer => Assert.Equal(0, answer.ExitCode));
        JsonNode[] revisions = [.. JsonNode.Parse(File.ReadAllText(project))!["revisions"]!.AsArray().Select(revision => revision!)];
        Assert.Equal(3, revisions.Length);
        Assert.Equal(2, (int)revisions[2]["parent"]!);
        Assert.Equal(notes.Select(note => $"--note {note}").Order(), revisions.Skip(1).Select(revision => (string)revision["asked"]![0]!).Order());
        string mix = Path.GetFileNameWithoutExtension(excerpts.First);
        Assert.Equal(((string[])["1.wav", $"{mix}.master.r2.wav", $"{mix}.master.r3.wav", "song.project.json"]).Order(StringComparer.Ordinal), _workshop.Names());
    }

    [Fact]
    public void What_a_careless_hand_types_is_answered_and_changes_nothing()
    {
        string project = Begin();
        string before = File.ReadAllText(project);
        Terminal.Run("revise", project, "--note", "leave it as it is").Fails(2, "asks for no change");
        Terminal.Run("revise", project, "--list", "--eq", "4").Fails(2, "--list", "--eq 4 would be lost");
        Terminal.Run("revise", project, "--compare", "1").Fails(2, "--compare needs 2 values");
        Terminal.Run("revise", project, "--from", "two", "--eq", "4").Fails(2, "--from two", "number");
        Terminal.Run("revise", project, "--lock", "equalizer", "--note", "brighter").Fails(2, "locked", "--unlock equalizer");
        Terminal.Run("revise", project, "--eq", "4", "--input", _workshop.File("none.wav")).Fails(3, "there is no file", "none.wav");
        Terminal.Run("revise", project, "--restore", "1", "-o", Path.Combine(_workshop.Root, "nowhere", "1.wav")).Fails(4, "nowhere");
        Assert.Equal(before, File.ReadAllText(project));
        Assert.Equal(["1.wav", "song.project.json"], _workshop.Names());
    }

    [Fact]
    public void Spaces_and_letters_of_any_language_are_names_too()
    {
        string folder = _workshop.File("Frühling am Fluß – 春");
        Directory.CreateDirectory(folder);
        string mix = Path.Combine(folder, "Lied Nº 1.wav");
        File.Copy(excerpts.First, mix);
        string project = Path.Combine(folder, "mein Projekt.json");
        Terminal.Run("master", mix, "--project", project).Done();
        Terminal.Run("revise", project, "--width", "4").Done();
        Assert.Contains("Lied Nº 1.master.r2.wav", Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_difference_is_told_in_regions_and_by_parameter_when_that_is_asked_for()
    {
        string project = Begin();
        Terminal.Run("revise", project, "--note", "2 dB more highs", "-o", _workshop.File("2.wav")).Done();
        string told = Terminal.Run("revise", project, "--compare", "1", "2").Done().Out;
        Assert.Contains("highs", told, StringComparison.Ordinal);
        Assert.DoesNotContain("mid8000Hz", told, StringComparison.Ordinal);
        Assert.Contains("mid8000Hz", Terminal.Run("revise", project, "--compare", "1", "2", "--details").Done().Out, StringComparison.Ordinal);
        Assert.Contains("no setting differs", Terminal.Run("revise", project, "--compare", "2", "2").Done().Out, StringComparison.Ordinal);
    }

    private string Begin(params string[] controls)
    {
        string project = _workshop.File("song.project.json");
        Terminal.Run(["master", excerpts.First, "-o", _workshop.File("1.wav"), "--project", project, .. controls]).Done();
        return project;
    }

    private static JsonNode Revision(string project, int number) => JsonNode.Parse(File.ReadAllText(project))!["revisions"]![number - 1]!;

    private static JsonNode Plan(string project, int number) => Revision(project, number)["plan"]!;

    private static JsonNode Stage(JsonNode plan, string name) => plan["stages"]!.AsArray().Single(stage => (string)stage!["name"]! == name)!;
}
