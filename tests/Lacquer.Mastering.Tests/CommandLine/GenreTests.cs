using System.Text.Json.Nodes;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>The style of music: told, overridden by <c>--genre</c>, and missed without a model.</summary>
public sealed class GenreTests(Excerpts excerpts) : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Analysis_tells_a_style_or_that_it_is_unsure()
    {
        JsonNode style = Terminal.Run("analyze", excerpts.First, "--json").Done().Only["style"]!;
        Assert.Contains((string)style["label"]!, (string[])[.. StyleLabels.All, StyleLabels.Unsure]);
        JsonObject probabilities = style["probabilities"]!.AsObject();
        Assert.Equal(StyleLabels.All, probabilities.Select(entry => entry.Key));
        Assert.Equal(1, probabilities.Sum(entry => (double)entry.Value!), 0.001);
        Assert.Equal(probabilities.Max(entry => (double)entry.Value!), (double)style["confidence"]!, 0.001);
    }

    [Theory]
    [InlineData("polka")]
    [InlineData("Jazz")]
    [InlineData("unsure")]
    public void An_unknown_genre_is_answered_with_the_known_ones(string genre) =>
        Terminal.Run("master", Raw(), "--genre", genre).Fails(2, genre, "auto", "classical", "hiphop", "rock");

    [Fact]
    public void The_genre_changes_the_plan_and_not_what_was_measured()
    {
        string mix = Raw();
        JsonObject pop = Master(mix, "pop");
        JsonObject classical = Master(mix, "classical");
        Assert.Equal(pop["input"]!["style"]!.ToJsonString(), classical["input"]!["style"]!.ToJsonString());
        Assert.Equal(pop["input"]!["style"]!.ToJsonString(), classical["result"]!["style"]!.ToJsonString());
        // Peaks far above the loudness ask for glue; of classical music they are a part. So quiet a master needs no density.
        Assert.True((bool)Report.Stage(pop, "compressor")["active"]!);
        Assert.False((bool)Report.Stage(classical, "compressor")["active"]!);
    }

    [Fact]
    public void The_genre_is_kept_in_the_plan_and_auto_takes_it_back()
    {
        string mix = Raw();
        string plan = _workshop.File("plan.json");
        Terminal.Run("master", mix, "--genre", "jazz", "--loudness", "-23", "--save-plan", plan, "-o", _workshop.File("a.wav"), "--force").Done();
        Assert.Equal("jazz", (string)JsonNode.Parse(File.ReadAllText(plan))!["controls"]!["genre"]!);
        Terminal.Run("master", mix, "--plan", plan, "--strength", "4", "--save-plan", plan, "-o", _workshop.File("b.wav"), "--force").Done();
        Assert.Equal("jazz", (string)JsonNode.Parse(File.ReadAllText(plan))!["controls"]!["genre"]!);
        Terminal.Run("master", mix, "--plan", plan, "--genre", "auto", "--save-plan", plan, "-o", _workshop.File("c.wav"), "--force").Done();
        Assert.Null(JsonNode.Parse(File.ReadAllText(plan))!["controls"]!["genre"]);
    }

    [Fact]
    public void A_plan_from_before_there_were_genres_still_works()
    {
        string mix = Raw();
        string plan = _workshop.File("plan.json");
        Terminal.Run("master", mix, "--save-plan", plan, "-o", _workshop.File("a.wav")).Done();
        JsonObject old = JsonNode.Parse(File.ReadAllText(plan))!.AsObject();
        Assert.True(old["controls"]!.AsObject().Remove("genre"));
        File.WriteAllText(plan, old.ToJsonString());
        Terminal.Run("master", mix, "--plan", plan, "-o", _workshop.File("b.wav")).Done();
        Assert.Equal(File.ReadAllBytes(_workshop.File("a.wav")), File.ReadAllBytes(_workshop.File("b.wav")));
    }

    [Fact]
    public void An_impossible_genre_in_a_plan_is_refused()
    {
        string mix = Raw();
        string plan = _workshop.File("plan.json");
        Terminal.Run("master", mix, "--genre", "jazz", "--save-plan", plan, "-o", _workshop.File("a.wav")).Done();
        File.WriteAllText(plan, File.ReadAllText(plan).Replace("\"jazz\"", "\"polka\"", StringComparison.Ordinal));
        Terminal.Run("master", mix, "--plan", plan, "-o", _workshop.File("b.wav")).Fails(2, "Genre", "classical");
    }

    [Fact]
    public void Without_its_model_everything_works_and_one_line_says_so()
    {
        string mix = Raw();
        Answer answer = Terminal.RunApart("LACQUER_MODEL", _workshop.File("nothing-here"), "analyze", mix, mix, "--json");
        Assert.Equal(0, answer.ExitCode);
        string line = Assert.Single(answer.Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("lacquer: warning: ", line, StringComparison.Ordinal);
        Assert.Contains("nothing-here", line, StringComparison.Ordinal);
        Assert.All(answer.Json.AsArray(), analysis => Assert.Equal(StyleLabels.Unsure, (string)analysis!["style"]!["label"]!));
        Answer master = Terminal.RunApart("LACQUER_MODEL", _workshop.File("nothing-here"), "master", mix, "--decision", "statistical");
        Assert.Equal(0, master.ExitCode);
        Assert.True(File.Exists(_workshop.File("raw.master.wav")));
    }

    private JsonObject Master(string mix, string genre) =>
        Terminal.Run("master", mix, "--genre", genre, "--loudness", "-40", "--json", "-", "-o", _workshop.File(genre + ".wav")).Done().Only;

    /// <summary>Noise with clicks far above it: unmastered.</summary>
    private string Raw()
    {
        const int RateHz = 44_100;
        string path = _workshop.File("raw.wav");
        Lacquer.Dsp.AudioBuffer mix = ShapedNoise.Pink(0.02, RateHz, seconds: 4, seed: 5);
        for (int n = RateHz / 2; n < mix.Frames; n += RateHz)
        {
            (mix.Channel(0)[n], mix.Channel(1)[n]) = (0.8f, 0.8f);
        }

        SoundFile.Write(path, mix, RateHz);
        return path;
    }
}
