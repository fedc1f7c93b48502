using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Tests.Decision;

public sealed class PlanJsonTests
{
    [Fact]
    public void A_plan_survives_being_written_and_read()
    {
        MasteringPlan plan = Plan() with
        {
            Overrides = [new SectionOverride { Stage = "image", Parameter = "midWidthDb", Value = 1, FromSeconds = 3, ToSeconds = 5 }],
        };

        MasteringPlan read = PlanJson.Read(PlanJson.Write(plan));

        Assert.Equal(PlanJson.Write(plan), PlanJson.Write(read));
        Assert.Equal(plan.Controls, read.Controls);
        Assert.Equal(plan.Target, read.Target);
        Assert.Equal(plan.Overrides, read.Overrides);
    }

    [Fact]
    public void A_plan_of_an_earlier_program_is_read()
    {
        MasteringPlan plan = Plan() with { Overrides = [new SectionOverride { Stage = "image", Parameter = "midWidthDb", Value = 1, FromSeconds = 3, ToSeconds = 5 }] };
        string json = PlanJson.Write(plan);
        string earlier = json.Replace("\"decision\": \"learned\",", "", StringComparison.Ordinal);
        Assert.NotEqual(json, earlier);
        Assert.DoesNotContain("fadeSeconds", json, StringComparison.Ordinal);
        Assert.DoesNotContain("byJudge", json, StringComparison.Ordinal);

        Assert.Equal(json, PlanJson.Write(PlanJson.Read(earlier)));
    }

    [Fact]
    public void A_fade_and_who_decided_it_survive()
    {
        var stretch = new SectionOverride { Stage = "equalizer", Parameter = "mid1000Hz", Value = 0, FromSeconds = 3, ToSeconds = 25, FadeSeconds = 4, ByJudge = true };
        Assert.Equal([stretch], PlanJson.Read(PlanJson.Write(Plan() with { Overrides = [stretch] })).Overrides);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\":1")]
    public void What_is_no_plan_is_refused_in_one_line(string json)
    {
        PlanException e = Assert.Throws<PlanException>(() => PlanJson.Read(json));

        Assert.DoesNotContain('\n', e.Message);
    }

    [Theory]
    [InlineData("\"ratio\": 1", "\"ratio\": 99", "between 1 and 10")]
    [InlineData("\"version\": 1", "\"version\": 2", "version 2")]
    [InlineData("\"kneeDb\"", "\"kneeDB\"", "no parameter 'kneeDB'")]
    [InlineData("\"strength\": 3", "\"strength\": 9", "between 1 and 5")]
    [InlineData("\"bypassed\"", "\"bypast\"", "not a mastering plan")]
    public void An_impossible_plan_is_refused_and_named(string original, string changed, string expected)
    {
        string json = PlanJson.Write(Plan()).Replace(original, changed, StringComparison.Ordinal);

        PlanException e = Assert.Throws<PlanException>(() => PlanJson.Read(json));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    private static MasteringPlan Plan() => new()
    {
        Decision = "statistical",
        Controls = new Controls(),
        Target = new PlanTarget { LoudnessLufs = -12, CeilingDbtp = -1 },
        Stages = [.. StageCatalogue.All.Select(stage => new StagePlan { Name = stage.Name, Parameters = stage.NeutralParameters() })],
    };
}
