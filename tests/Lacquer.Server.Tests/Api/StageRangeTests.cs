using System.Text.Json.Nodes;
using Lacquer.Mastering.Decision;

namespace Lacquer.Server.Tests.Api;

/// <summary>What is offered is what the engine takes: each range ends where the engine's own check ends.</summary>
public sealed class StageRangeTests(Studio studio)
{
    private const double JustBeyond = 1e-6;

    [Fact]
    public async Task The_ends_of_every_range_are_taken_and_what_lies_beyond_is_refused()
    {
        JsonArray stages = JsonNode.Parse(await studio.Http.GetStringAsync("/v1/stages", TestContext.Current.CancellationToken))!.AsArray();
        int bounded = 0;
        foreach (JsonNode stage in stages.OfType<JsonNode>())
        {
            StageDefinition definition = StageCatalogue.Find(Studio.Text(stage, "name"));
            JsonArray ranges = stage["ranges"]!.AsArray();
            Assert.Equal(definition.ParameterNames, ranges.Select(range => Studio.Text(range!, "name")));
            foreach (JsonNode range in ranges.OfType<JsonNode>())
            {
                string name = Studio.Text(range, "name");
                if (range["min"] is not { } min || range["max"] is not { } max)
                {
                    continue;
                }

                (double low, double high, double step) = (min.GetValue<double>(), max.GetValue<double>(), range["step"]!.GetValue<double>());
                Assert.InRange(step, double.Epsilon, high - low);
                definition.Check(name, low);
                definition.Check(name, high);
                definition.Check(name, range["neutral"]!.GetValue<double>());
                Assert.Throws<PlanException>(() => definition.Check(name, high + JustBeyond));
                if (low != 0 || range["neutral"]!.GetValue<double>() != 0)
                {
                    Assert.Throws<PlanException>(() => definition.Check(name, low - JustBeyond));
                }

                bounded++;
            }
        }

        Assert.True(bounded > 50, $"only {bounded} parameters have a range.");
    }

    [Theory]
    [InlineData("compressor", "thresholdDbfs", "dBFS")]
    [InlineData("compressor", "ratio", ":1")]
    [InlineData("compressor", "mix", "")]
    [InlineData("equalizer", "mid1000Hz", "dB")]
    [InlineData("cleanup", "highPassHz", "Hz")]
    [InlineData("image", "midWidthDb", "dB")]
    [InlineData("loudness", "ceilingDbtp", "dBTP")]
    public void Units_are_those_of_the_names(string stage, string name, string unit) =>
        Assert.Equal(unit, StageCatalogue.Find(stage).Parameters.Single(parameter => parameter.Name == name).Unit);

    [Fact]
    public async Task Charts_have_the_loudest_moment_of_every_second()
    {
        string upload = await studio.UploadAsync(Studio.Song(4));
        string id = Studio.Text(await studio.DoAsync("/v1/analyses", new { uploadId = upload }), "id");
        JsonNode curve = (await studio.JsonAsync($"/v1/jobs/{id}/files/charts.json"))["mix"]!["momentaryLufs"]!;
        double[] lufs = [.. curve.AsArray().Select(value => value!.GetValue<double>())];
        double highest = (await studio.JsonAsync($"/v1/analyses/{id}"))["loudness"]!["maxMomentaryLufs"]!.GetValue<double>();
        Assert.InRange(lufs.Length, 4, 5);
        Assert.InRange(highest - lufs.Max(), -0.001, 0.5); // the maximum moves in steps of 10 ms, the curve in steps of 100 ms
        Assert.InRange(lufs[2] - lufs[0], 8.5, 10.5); // the second half is three times as large: 9.5 dB
    }

    [Fact]
    public async Task Charts_have_the_true_peak_of_every_second()
    {
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Studio.Song(4)) });
        JsonNode charts = await studio.JsonAsync(Studio.Text(job["links"]!, "charts"));
        JsonNode report = await studio.JsonAsync(Studio.Text(job["links"]!, "report"));
        foreach ((string track, string side) in (ReadOnlySpan<(string, string)>)[("mix", "input"), ("master", "result")])
        {
            double[] dbtp = [.. charts[track]!["truePeakDbtp"]!.AsArray().Select(value => value!.GetValue<double>())];
            Assert.Equal(4, dbtp.Length);
            Assert.Equal(report["input"]!["sections"]!.AsArray().Count, charts["sections"]!.AsArray().Count);
            Assert.Equal(report[side]!["loudness"]!["truePeakDbtp"]!.GetValue<double>(), dbtp.Max(), 0.001); // files have some decimals
        }
    }
}
