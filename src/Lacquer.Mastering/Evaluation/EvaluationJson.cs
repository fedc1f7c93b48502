using System.Text.Json.Nodes;
using Lacquer.Mastering.Reporting;

namespace Lacquer.Mastering.Evaluation;

/// <summary>An evaluation as JSON: docs/contract.md names its fields.</summary>
public static class EvaluationJson
{
    /// <summary>The object that <c>evaluate --json</c> writes.</summary>
    public static JsonObject Write(EvaluationReport report) => new()
    {
        ["date"] = report.Request.Date.ToString("yyyy-MM-dd"),
        ["modelSha256"] = report.ModelSha256,
        ["unpretrainedSha256"] = report.UnpretrainedSha256,
        ["baselinesSha256"] = report.BaselinesSha256,
        ["split"] = report.Request.Split,
        ["seed"] = report.Request.Seed,
        ["draws"] = report.Request.Draws,
        ["resamples"] = ClusterBootstrap.DefaultCount,
        ["songs"] = report.Songs,
        ["packages"] = report.Packages,
        ["missing"] = Array(report.Missing, track => new JsonObject { ["file"] = track.Track.Name, ["reason"] = track.Reason }),
        ["goals"] = Array(report.Goals, goal => new JsonObject
        {
            ["key"] = goal.Key,
            ["name"] = goal.Name,
            ["unit"] = goal.Unit,
            ["wanted"] = goal.Wanted,
            ["atMost"] = goal.AtMost,
            ["measured"] = Number(goal.Measured),
            ["shipped"] = goal.Shipped is { } shipped ? Number(shipped) : null,
            ["reached"] = goal.IsReached,
        }),
        ["faults"] = Faults(report.Faults),
        ["rendered"] = report.Rendered is { } rendered ? Rendered(rendered) : null,
    };

    private static JsonObject Faults(FaultResult faults) => new()
    {
        ["cases"] = faults.Cases,
        ["strongCases"] = faults.StrongCases,
        ["meanFaultDb"] = JsonNumber.From(faults.MeanFaultDb),
        ["quarterEdgesDb"] = JsonNumber.Array([.. faults.QuarterEdgesDb]),
        ["centresHz"] = JsonNumber.Array([.. faults.CentresHz]),
        ["songsWithoutStyleReference"] = faults.SongsWithoutStyleReference,
        ["judges"] = Array(faults.Judges, Scores),
        ["differences"] = Array(faults.Differences, difference => new JsonObject
        {
            ["key"] = difference.Key,
            ["name"] = difference.Name,
            ["removedPoints"] = Number(difference.Removed),
            ["removedStrongPoints"] = Number(difference.RemovedStrong),
            ["excludesZero"] = difference.Removed.ExcludesZero,
        }),
        ["information"] = Array(faults.Information, Scores),
        ["byPackage"] = Array(faults.Packages, package => new JsonObject
        {
            ["package"] = package.Package,
            ["songs"] = package.Songs,
            ["removedPercent"] = JsonNumber.From(package.Removed),
            ["removedStrongPercent"] = JsonNumber.From(package.RemovedStrong),
            ["improvedPercent"] = JsonNumber.From(package.Improved),
            ["cleanDb"] = JsonNumber.From(package.Clean),
        }),
        ["worst"] = Array(faults.Worst, worst => new JsonObject
        {
            ["song"] = worst.Song,
            ["draw"] = worst.Draw,
            ["beforeDb"] = JsonNumber.From(worst.BeforeDb),
            ["afterDb"] = JsonNumber.From(worst.AfterDb),
        }),
        ["casesBeforeDb"] = JsonNumber.Array([.. faults.CasesBeforeDb]),
        ["casesAfterDb"] = JsonNumber.Array([.. faults.CasesAfterDb]),
    };

    private static JsonObject Scores(FaultScores scores) => new()
    {
        ["key"] = scores.Key,
        ["name"] = scores.Name,
        ["removedPercent"] = Number(scores.Removed),
        ["removedStrongPercent"] = Number(scores.RemovedStrong),
        ["removedByQuarterPercent"] = Array(scores.RemovedByQuarter, Number),
        ["improvedPercent"] = Number(scores.Improved),
        ["improvedStrongPercent"] = Number(scores.ImprovedStrong),
        ["cleanDb"] = Number(scores.Clean),
        ["clean90Db"] = Number(scores.Clean90),
        ["byFrequencyDb"] = JsonNumber.Array([.. scores.ByFrequencyDb]),
    };

    private static JsonObject Rendered(RenderedResult rendered) => new()
    {
        ["excerpts"] = rendered.Excerpts,
        ["seconds"] = rendered.Seconds,
        ["quieterExcerpts"] = rendered.QuieterExcerpts,
        ["recognisedMasters"] = rendered.RecognisedMasters,
        ["unmastered"] = Measures(rendered.Unmastered),
        ["ways"] = Array(rendered.Ways, way => new JsonObject
        {
            ["key"] = way.Key,
            ["name"] = way.Name,
            ["spoilt"] = Measures(way.Spoilt),
            ["clean"] = Measures(way.Clean),
            ["againstLoudnessOnly"] = Measures(way.AgainstLoudnessOnly),
        }),
    };

    private static JsonObject Measures(IReadOnlyList<Estimate> estimates) =>
        new(RenderedMeasure.All.Select((measure, m) => KeyValuePair.Create<string, JsonNode?>(measure.Key, Number(estimates[m]))));

    private static JsonObject Number(Estimate estimate) => new()
    {
        ["value"] = JsonNumber.From(estimate.Value),
        ["low"] = JsonNumber.From(estimate.Low),
        ["high"] = JsonNumber.From(estimate.High),
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);
}
