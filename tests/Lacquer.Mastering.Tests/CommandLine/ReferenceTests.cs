using System.Text.Json.Nodes;
using Lacquer.Dsp;
using Lacquer.Mastering.Tests.Analysis;
using Lacquer.Mastering.Tests.Analysis.References;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>--reference, --match, --match-aspects and analyze --save-reference.</summary>
public sealed class ReferenceTests(Excerpts excerpts) : IDisposable
{
    private const double MatchedDb = 0.5;          // docs/contract.md: what may be left of a fault at match 100
    private const double PeakToleranceDb = 0.05;   // docs/contract.md, --ceiling
    private const int First = 4;                   // 50 Hz
    private const int Bands = 25;                  // to 12.5 kHz
    private const int RateHz = 44_100;

    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Theory]
    [MemberData(nameof(Excerpts.Numbers), MemberType = typeof(Excerpts))]
    public void A_spoilt_track_comes_back_to_its_original_under_the_ceiling(int number)
    {
        AudioBuffer original = SoundFile.Read(excerpts[number], out int rateHz);
        AudioBuffer spoilt = Equalized.ByFault(original, rateHz, seed: 1);
        string mix = _workshop.File("mix.wav");
        string master = _workshop.File("master.wav");
        SoundFile.Write(mix, spoilt, rateHz);
        Terminal.Run("master", mix, "-o", master, "--reference", excerpts[number], "--match", "100", "--decision", "statistical").Done();

        AudioBuffer heard = SoundFile.Read(master);
        Assert.True(Residual(spoilt, original, rateHz) > 2 * MatchedDb, "the fault is too small to prove anything");
        double left = Residual(heard, original, rateHz);
        Assert.True(left < MatchedDb, $"{left:0.00} dB are left");
        double peak = TruePeakOracle.PeakDb(heard);
        Assert.True(peak <= -1 + PeakToleranceDb, $"{peak:0.00} dBTP");
    }

    [Fact]
    public void Match_0_gives_the_same_bytes_as_no_reference()
    {
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav")).Done();
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("2.wav"), "--reference", excerpts[1], "--match", "0", "--match-aspects", "tone,width,dynamics,loudness").Done();
        AssertSameBytes("1.wav", "2.wav");
    }

    [Fact]
    public void A_saved_reference_stands_in_for_its_file_and_a_plan_for_both()
    {
        string profile = _workshop.File("reference.json");
        string plan = _workshop.File("plan.json");
        string copy = _workshop.File("song.wav");
        File.Copy(excerpts[1], copy);
        Terminal.Run("analyze", copy, "--save-reference", profile).Done();
        JsonObject report = Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--reference", copy, "--save-plan", plan, "--json", "-").Done().Only;
        File.Delete(copy);
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("2.wav"), "--reference", profile).Done();
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("3.wav"), "--plan", plan).Done();
        AssertSameBytes("1.wav", "2.wav");
        AssertSameBytes("1.wav", "3.wav");

        JsonObject reference = report["plan"]!["reference"]!.AsObject();
        Assert.Equal(50, (double)reference["match"]!);
        Assert.Equal(["tone", "width", "dynamics"], reference["aspects"]!.AsArray().Select(aspect => (string)aspect!));
        JsonNode source = Assert.Single(reference["sources"]!.AsArray())!;
        Assert.Equal("song.wav", (string)source["name"]!);
        Assert.Equal(64, ((string)source["sha256"]!).Length);
        Assert.Equal(1, (double)source["weight"]!);

        // Another control decides anew, and the references stay without their files.
        JsonObject again = Terminal.Run("master", excerpts.First, "-o", _workshop.File("4.wav"), "--plan", plan, "--match", "100", "--json", "-").Done().Only;
        Assert.Equal(100, (double)again["plan"]!["reference"]!["match"]!);
        Assert.Contains(Report.Stage(again, "equalizer")["reasons"]!.AsArray(), reason => ((string)reason!).Contains("the reference carries", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_set_by_hand_wins_over_a_reference()
    {
        JsonObject report = Terminal.Run(
            "master", excerpts.First, "-o", _workshop.File("1.wav"), "--reference", excerpts[1], "--match", "100", "--set", "equalizer.mid1000Hz=1.25", "--bypass", "image", "--json", "-").Done().Only;
        Assert.Equal(1.25, (double)Report.Stage(report, "equalizer")["parameters"]!["mid1000Hz"]!);
        Assert.False((bool)Report.Stage(report, "image")["active"]!);
    }

    [Theory]
    [InlineData("missing.wav", "does not exist")]
    [InlineData("silence.wav", "silence")]
    [InlineData("text.txt", "text.txt")]
    [InlineData("names.json", "--save-reference")]
    [InlineData("short.wav", "0.5 s")]
    [InlineData(".", "folder")]
    public void A_reference_that_cannot_be_used_is_named_and_nothing_is_written(string file, string word)
    {
        SoundFile.Write(_workshop.File("silence.wav"), new AudioBuffer(2, RateHz), RateHz);
        SoundFile.Write(_workshop.File("short.wav"), ShapedNoise.Pink(0.1, RateHz, 0.2), RateHz);
        File.WriteAllText(_workshop.File("text.txt"), "warmer, please");
        File.WriteAllText(_workshop.File("names.json"), "{\"version\":1,\"stages\":[]}");
        string output = _workshop.File("1.wav");
        string reference = file == "." ? _workshop.Root : _workshop.File(file);
        Answer answer = Terminal.Run("master", excerpts.First, "-o", output, "--reference", reference).Fails(3, word);
        Assert.StartsWith($"lacquer: {reference}: ", answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Theory]
    [InlineData("--reference", "song.wav=0", "leave it out")]
    [InlineData("--reference", "song.wav=-1", "above 0")]
    [InlineData("--reference", "song.wav=loud", "'loud' is not a weight")]
    [InlineData("--reference", "song.wav=0,5", "point")]
    [InlineData("--reference", "song.wav=1e9", "1000")]
    [InlineData("--reference", "=2", "names no file")]
    [InlineData("--match", "101", "0 to 100")]
    [InlineData("--match", "half", "0 to 100")]
    [InlineData("--match", "50", "--reference FILE")]
    [InlineData("--match-aspects", "tone", "--reference FILE")]
    public void Impossible_wishes_are_refused_before_any_work(string option, string value, string word) =>
        Terminal.Run(["master", excerpts.First, "-o", _workshop.File("1.wav"), .. option == "--match" && word != "--reference FILE" ? (string[])["--reference", excerpts[1]] : [], option, value]).Fails(2, word);

    [Fact]
    public void An_unknown_aspect_is_refused_with_the_choice() =>
        Terminal.Run("master", excerpts.First, "--reference", excerpts[1], "--match-aspects", "tone,colour").Fails(2, "'colour'", "tone,width,dynamics,loudness");

    [Fact]
    public void A_file_with_an_equals_sign_in_its_name_is_a_file_and_may_have_a_weight()
    {
        string reference = _workshop.File("a=2.wav");
        File.Copy(excerpts[1], reference);
        foreach (string given in (string[])[reference, reference + "=3"])
        {
            JsonObject report = Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--force", "--reference", given, "--match", "0", "--json", "-").Done().Only;
            Assert.Equal(given == reference ? 1 : 3, (double)report["plan"]!["reference"]!["sources"]![0]!["weight"]!);
        }
    }

    [Fact]
    public void A_saved_reference_never_overwrites_and_belongs_to_one_file()
    {
        string taken = _workshop.File("taken.json");
        File.WriteAllText(taken, "mine");
        Terminal.Run("analyze", excerpts.First, "--save-reference", taken).Fails(4, "taken.json");
        Assert.Equal("mine", File.ReadAllText(taken));
        Terminal.Run("analyze", excerpts.First, "--save-reference", taken, "--force").Done();
        Assert.StartsWith("{", File.ReadAllText(taken), StringComparison.Ordinal);
        Terminal.Run("analyze", excerpts.First, excerpts[1], "--save-reference", _workshop.File("two.json")).Fails(2, "one input");
        Terminal.Run("analyze", excerpts.First, "--save-reference", excerpts.First, "--force").Fails(4, "needed for something else");
    }

    [Theory]
    [InlineData(44_100, 2, 0.6)]
    [InlineData(8_000, 1, 3)]
    [InlineData(96_000, 2, 3)]
    public void Short_narrow_and_fast_references_are_taken_with_what_they_know(int rateHz, int channels, double seconds)
    {
        string reference = _workshop.File("reference.wav");
        SoundFile.Write(reference, ShapedNoise.White(0.1, rateHz, seconds, channels), rateHz);
        JsonObject report = Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--reference", reference, "--match", "100", "--json", "-").Done().Only;
        string reasons = string.Join('\n', report["plan"]!["stages"]!.AsArray().SelectMany(stage => stage!["reasons"]!.AsArray().Select(reason => (string)reason!)));
        Assert.Contains("too short to tell", reasons, StringComparison.Ordinal);
        Assert.Equal(channels == 1, reasons.Contains("the reference is mono", StringComparison.Ordinal));
        Assert.Equal(rateHz == 8_000, reasons.Contains("nothing is matched", StringComparison.Ordinal));
        Assert.All(Report.Stage(report, "equalizer")["parameters"]!.AsObject(), p => Assert.InRange((double)p.Value!, -12, 12));
        Assert.True(Report.Loudness(report, "truePeakDbtp") <= -1 + PeakToleranceDb);
    }

    /// <summary>RMS of the difference of two sounds over the third octaves from 50 Hz to 12.5 kHz, without its mean, in dB.</summary>
    private static double Residual(AudioBuffer a, AudioBuffer b, int rateHz)
    {
        double[] x = Listen.To(a, rateHz).Tone.LevelsDb;
        double[] y = Listen.To(b, rateHz).Tone.LevelsDb;
        double[] difference = [.. Enumerable.Range(First, Bands).Select(i => x[i] - y[i])];
        double mean = difference.Average();
        return Math.Sqrt(difference.Average(db => (db - mean) * (db - mean)));
    }

    private void AssertSameBytes(string a, string b) =>
        Assert.True(File.ReadAllBytes(_workshop.File(a)).AsSpan().SequenceEqual(File.ReadAllBytes(_workshop.File(b))), $"{a} and {b} differ");
}
