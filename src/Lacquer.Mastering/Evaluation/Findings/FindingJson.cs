using System.Text.Json.Nodes;
using Lacquer.Mastering.Reporting;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>An evaluation of the findings as JSON: docs/contract.md names its fields.</summary>
public static class FindingJson
{
    /// <summary>The object that <c>evaluate --findings --json</c> writes.</summary>
    public static JsonObject Write(FindingReport report) => new()
    {
        ["date"] = report.Request.Date.ToString("yyyy-MM-dd"),
        ["split"] = report.Request.Split,
        ["seed"] = report.Request.Seed,
        ["songs"] = report.Songs,
        ["packages"] = report.Packages,
        ["missing"] = new JsonArray([.. report.Missing.Select(track => new JsonObject { ["file"] = track.Track.Name, ["reason"] = track.Reason })]),
        ["faults"] = new JsonArray([.. report.Faults.Select(fault => new JsonObject
        {
            ["code"] = fault.Code,
            ["planted"] = fault.What,
            ["isTaste"] = fault.IsTaste,
            ["sizes"] = new JsonArray([.. fault.Sizes.Select(Size)]),
            ["others"] = Counts(fault.Others),
        })]),
        ["masters"] = new JsonArray([.. report.Masters.Select(Group)]),
        ["mixes"] = report.Mixes is { } mixes ? Group(mixes) : null,
    };

    private static JsonObject Size(FindingScore score) => new()
    {
        ["size"] = score.Size,
        ["excerpts"] = score.Excerpts,
        ["places"] = score.Places,
        ["found"] = score.Found,
        ["hits"] = score.Hits,
        ["strays"] = score.Strays,
        ["unspoilt"] = score.Unspoilt,
        ["falseAlarms"] = score.FalseAlarms,
        ["recall"] = JsonNumber.From(score.Recall),
        ["precision"] = JsonNumber.From(score.Precision),
    };

    private static JsonObject Group(UnspoiltCount group) => new()
    {
        ["group"] = group.Group,
        ["tracks"] = group.Tracks,
        ["codes"] = Counts(group.Codes),
    };

    private static JsonObject Counts(IReadOnlyDictionary<string, int> counts) =>
        new(counts.Select(count => KeyValuePair.Create<string, JsonNode?>(count.Key, count.Value)));
}
