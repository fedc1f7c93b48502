using System.Text.Json.Nodes;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Reporting;

/// <summary>A report in the names of the contract.</summary>
public static class ReportJson
{
    /// <summary>The object that <c>master --json</c> prints for one file.</summary>
    public static JsonObject Write(MasteringReport report) => new()
    {
        ["file"] = report.File,
        ["output"] = report.Output,
        ["input"] = AnalysisJson.Write(report.File, report.Input),
        ["result"] = AnalysisJson.Write(report.Output, report.Result),
        ["plan"] = Plan(report.Plan),
        ["notes"] = new JsonArray([.. report.Notes.Select(NoteJson.Write)]),
        ["verdict"] = report.Verdict switch { Verdict.Untouched => "untouched", Verdict.LevelOnly => "levelOnly", _ => "mastered" },
        ["gainReductionDb"] = new JsonObject(report.GainReductionDb.Select(entry => KeyValuePair.Create(entry.Key, JsonNumber.From(entry.Value)))),
        ["maxLimitingDb"] = JsonNumber.From(report.MaxLimitingDb),
        ["warnings"] = new JsonArray([.. report.Warnings.Select(warning => (JsonNode)new JsonObject { ["code"] = warning.Code, ["message"] = warning.Message })]),
        ["timings"] = new JsonObject
        {
            ["decodeSeconds"] = JsonNumber.From(report.Timings.DecodeSeconds),
            ["analyseSeconds"] = JsonNumber.From(report.Timings.AnalyseSeconds),
            ["renderSeconds"] = JsonNumber.From(report.Timings.RenderSeconds),
            ["totalSeconds"] = JsonNumber.From(report.Timings.TotalSeconds),
        },
    };

    /// <summary>The object for a file that failed.</summary>
    public static JsonObject Failure(string file, string code, string message) => new()
    {
        ["file"] = file,
        ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
    };

    private static JsonObject Plan(MasteringPlan plan) => new()
    {
        ["version"] = plan.Version,
        ["renderVersion"] = plan.RenderVersion,
        ["inputSha256"] = plan.InputSha256,
        ["decision"] = plan.Decision,
        ["modelHash"] = plan.ModelHash,
        ["styleModelHash"] = plan.StyleModelHash,
        ["reference"] = Reference(plan.Reference),
        ["target"] = new JsonObject
        {
            ["loudnessLufs"] = plan.Target.LoudnessLufs is { } lufs ? JsonNumber.From(lufs) : null,
            ["ceilingDbtp"] = JsonNumber.From(plan.Target.CeilingDbtp),
        },
        ["stages"] = new JsonArray([.. plan.Stages.Select(Stage)]),
        ["overrides"] = new JsonArray([.. plan.Overrides.Select(stretch => (JsonNode)new JsonObject
        {
            ["stage"] = stretch.Stage,
            ["parameter"] = stretch.Parameter,
            ["value"] = stretch.Value,
            ["fromSeconds"] = stretch.FromSeconds,
            ["toSeconds"] = stretch.ToSeconds,
            ["fadeSeconds"] = stretch.FadeSeconds,
            ["byJudge"] = stretch.ByJudge,
            ["byNote"] = stretch.ByNote,
        })]),
        ["stems"] = new JsonArray([.. plan.Stems.Select(stem => (JsonNode)new JsonObject
        {
            ["name"] = stem.Name,
            ["stages"] = new JsonArray([.. stem.Stages.Select(Stage)]),
        })]),
    };

    private static JsonObject? Reference(MatchedReference? reference) => reference is null ? null : new JsonObject
    {
        ["match"] = JsonNumber.From(reference.Match),
        ["aspects"] = new JsonArray([.. reference.Aspects.Select(aspect => (JsonNode)aspect.ToString().ToLowerInvariant())]),
        ["sources"] = new JsonArray([.. reference.Sources.Select(source => (JsonNode)new JsonObject
        {
            ["name"] = source.Name,
            ["sha256"] = source.Sha256,
            ["weight"] = JsonNumber.From(source.Weight),
        })]),
    };

    private static JsonNode Stage(StagePlan stage) => new JsonObject
    {
        ["name"] = stage.Name,
        ["active"] = stage.Active,
        ["bypassed"] = stage.Bypassed,
        ["parameters"] = new JsonObject(stage.Parameters.Select(entry => KeyValuePair.Create(entry.Key, JsonNumber.From(entry.Value, 6)))),
        ["setByHand"] = new JsonArray([.. stage.SetByHand.Select(name => (JsonNode)name)]),
        ["reasons"] = new JsonArray([.. stage.Reasons.Select(reason => (JsonNode)reason)]),
        ["evidence"] = new JsonArray([.. stage.Evidence.Select(evidence => (JsonNode)new JsonObject
        {
            ["measure"] = evidence.Measure,
            ["measured"] = JsonNumber.From(evidence.Measured),
            ["expected"] = JsonNumber.From(evidence.Expected),
            ["unit"] = evidence.Unit,
        })]),
    };
}
