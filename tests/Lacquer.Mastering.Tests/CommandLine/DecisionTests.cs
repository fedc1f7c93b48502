using System.Text.Json.Nodes;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Networks;
using Lacquer.Mastering.Tests.Networks;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>--decision: who judges, what is recorded, and what happens without a model.</summary>
public sealed class DecisionTests(Excerpts excerpts) : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void The_learned_judge_is_the_default_and_the_plan_names_its_model()
    {
        string plan = _workshop.File("plan.json");
        JsonObject report = Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--json", "-", "--save-plan", plan).Done().Only;
        Assert.Equal("learned", (string)report["plan"]!["decision"]!);
        Assert.Equal(64, ((string)report["plan"]!["modelHash"]!).Length);
        JsonNode saved = JsonNode.Parse(File.ReadAllText(plan))!;
        Assert.Equal((string)report["plan"]!["modelHash"]!, (string)saved["modelHash"]!);
        Assert.Equal("learned", (string)saved["controls"]!["decision"]!);
    }

    [Fact]
    public void The_statistical_judge_has_no_model()
    {
        JsonObject report = Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--json", "-", "--decision", "statistical").Done().Only;
        Assert.Equal("statistical", (string)report["plan"]!["decision"]!);
        Assert.Null(report["plan"]!["modelHash"]);
    }

    [Fact]
    public void Another_word_is_refused_with_the_choices() =>
        Terminal.Run("master", excerpts.First, "--decision", "oracle").Fails(2, "oracle", "learned", "statistical");

    [Fact]
    public void Without_its_model_the_way_out_is_named_and_works()
    {
        string nowhere = _workshop.File("nowhere");
        string output = _workshop.File("1.wav");
        Terminal.RunApart(ModelFolder.Variable, nowhere, "master", excerpts.First, "-o", output).Fails(5, nowhere, "--decision statistical");
        Assert.False(File.Exists(output));
        Terminal.RunApart(ModelFolder.Variable, nowhere, "master", excerpts.First, "-o", output, "--decision", "statistical").Warns();
        Assert.True(File.Exists(output));
    }

    [Fact]
    public void A_plan_is_repeated_without_the_model_that_made_it()
    {
        string plan = _workshop.File("plan.json");
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("1.wav"), "--save-plan", plan).Done();
        Terminal.RunApart(ModelFolder.Variable, _workshop.File("nowhere"), "master", excerpts.First, "-o", _workshop.File("2.wav"), "--plan", plan).Warns();
        Assert.True(File.ReadAllBytes(_workshop.File("1.wav")).AsSpan().SequenceEqual(File.ReadAllBytes(_workshop.File("2.wav"))));
    }

    [Theory]
    [InlineData("cut", "damaged")]
    [InlineData("text", "damaged")]
    [InlineData("flipped", "damaged")]
    [InlineData("version", "version 0")]
    public void A_model_that_cannot_be_used_is_named(string fault, string expected)
    {
        byte[] good = Safetensors.Bytes(LearnedJudge.FileName);
        byte[] flipped = [.. good];
        flipped[^1_001] ^= 0x40; // still a finite number
        byte[] bad = fault switch { "flipped" => flipped, "cut" => good[..(good.Length / 3)], "text" => "no model"u8.ToArray(), _ => Safetensors.Changed(good, "featureVersion", "0") };
        File.WriteAllBytes(_workshop.File(LearnedJudge.FileName), bad);
        Terminal.RunApart(ModelFolder.Variable, _workshop.Root, "master", excerpts.First, "-o", _workshop.File("1.wav")).Fails(5, LearnedJudge.FileName, expected, "--decision statistical");
    }
}
