using System.Text.Json.Nodes;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Reads the report that <c>master --json -</c> prints.</summary>
internal static class Report
{
    public static string[] Warnings(JsonObject report) => [.. report["warnings"]!.AsArray().Select(warning => (string)warning!["code"]!)];

    public static string[] Findings(JsonObject report) => [.. report["input"]!["findings"]!.AsArray().Select(finding => (string)finding!["code"]!)];

    public static JsonObject Stage(JsonObject report, string name) =>
        report["plan"]!["stages"]!.AsArray().Single(stage => (string)stage!["name"]! == name)!.AsObject();

    /// <summary>A number of the result's loudness; NaN for null.</summary>
    public static double Loudness(JsonObject report, string name = "integratedLufs") => Number(report["result"]!["loudness"]![name]);

    public static double Number(JsonNode? node) => node is null ? double.NaN : (double)node;
}
