using System.Text.Json.Nodes;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Notes on the command line: shown before they are rendered, kept in plan and report, asked about when unclear.</summary>
public sealed class NoteTests(Excerpts excerpts) : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void A_note_is_shown_as_a_difference_of_the_plan_and_then_followed()
    {
        string output = _workshop.File("1.wav");
        Answer answer = Terminal.Run("master", excerpts.First, "-o", output, "--decision", "statistical", "--note", "a touch warmer", "--note", "wider").Done();
        int shown = answer.Out.IndexOf("what the note changes", StringComparison.Ordinal);
        Assert.InRange(shown, 0, answer.Out.IndexOf("Mastered.", StringComparison.Ordinal));
        Assert.Contains("+1.2 dB from 100 to 400 Hz: \"a touch warmer\" was asked for", answer.Out, StringComparison.Ordinal);
        Assert.Contains("width +1.5 dB", answer.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("midWidthDb", answer.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(output));
        Assert.Contains("midWidthDb", Terminal.Run("master", excerpts.First, "-o", output, "--force", "--decision", "statistical", "--note", "wider", "--details").Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_and_report_hold_the_notes_and_a_repeated_plan_does_the_same_again()
    {
        string plan = _workshop.File("plan.json");
        Answer first = Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--decision", "statistical", "--note", "2 dB more bass, narrower", "--save-plan", plan, "--json", "-").Done();
        JsonNode note = Assert.Single(first.Only["notes"]!.AsArray())!;
        Assert.Equal("2 dB more bass, narrower", (string)note["text"]!);
        Assert.Equal(["bass", "width"], note["moves"]!.AsArray().Select(move => (string)move!["aspect"]!));
        Assert.Equal(2, (double)note["moves"]![0]!["amount"]!);
        JsonNode change = note["changes"]!.AsArray().Single(entry => (string)entry!["parameter"]! == "mid63Hz")!;
        Assert.InRange((double)change["after"]! - (double)change["before"]!, 1.5, 2.5); // two, and what the stages behind it take
        JsonNode planned = first.Only["plan"]!["stages"]!.AsArray().Single(stage => (string)stage!["name"]! == "equalizer")!;
        Assert.Equal((double)planned["parameters"]!["mid63Hz"]!, (double)change["after"]!);

        Answer again = Terminal.Run("master", excerpts.First, "-o", _workshop.File("2.wav"), "--plan", plan, "--json", "-").Done();
        Assert.True(File.ReadAllBytes(_workshop.File("1.wav")).AsSpan().SequenceEqual(File.ReadAllBytes(_workshop.File("2.wav"))));
        Assert.Equal("2 dB more bass, narrower", (string)Assert.Single(again.Only["notes"]!.AsArray())!["text"]!);

        // New controls decide anew, and the note is followed again.
        Answer anew = Terminal.Run("master", excerpts.First, "-o", _workshop.File("3.wav"), "--plan", plan, "--eq", "4", "--json", "-").Done();
        Assert.NotEmpty(Assert.Single(anew.Only["notes"]!.AsArray())!["changes"]!.AsArray());
    }

    [Fact]
    public void What_is_set_by_hand_wins_over_a_note()
    {
        Answer answer = Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--decision", "statistical", "--note", "warmer", "--set", "equalizer.mid250Hz=-1", "--json", "-").Done();
        Assert.Equal(-1, (double)Report.Stage(answer.Only, "equalizer")["parameters"]!["mid250Hz"]!);
    }

    [Theory]
    [InlineData("turn the snare up", "one stereo file", "more presence")]
    [InlineData("bass", "which way", "more low end")]
    [InlineData("louder but quieter", "louder", "quieter")]
    [InlineData("bitte lauter", "English", "warmer")]
    [InlineData("frobnicate it", "frobnicate", "not understood")]
    [InlineData("<script>alert(1)</script>", "markup", "plain words")]
    public void An_unclear_note_asks_in_one_line_and_renders_nothing(string note, params string[] words)
    {
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--note", note).Fails(2, words);
        Assert.Empty(_workshop.Names());
    }

    [Theory]
    [InlineData("quieter from 5:00 to 6:00", "outside of the track")]
    [InlineData("less saturation", "no saturation")]
    [InlineData("undo the last change", "no version before")]
    public void What_only_the_track_can_tell_is_said_with_its_name(string note, string expected)
    {
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--decision", "statistical", "--note", note).Fails(2, excerpts.First, expected);
        Assert.Empty(_workshop.Names());
    }

    [Fact]
    public void An_empty_note_is_a_missing_value() => Terminal.Run("master", excerpts.First, "--note", "").Fails(2, "--note needs a value");
}
