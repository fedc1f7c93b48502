using System.Text.Json.Nodes;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>The JSON names that are promised (docs/contract.md).</summary>
internal static class Contract
{
    /// <summary>An object of <c>analyze --json</c> has every name, and nothing in it is NaN (JSON could not hold it).</summary>
    public static void IsAnalysis(JsonNode? node)
    {
        JsonObject analysis = Has(node, "file", "durationSeconds", "sampleRateHz", "channels", "codec", "loudness", "tonalBalance", "stereo", "style", "sections", "findings");
        Has(analysis["loudness"], "integratedLufs", "maxMomentaryLufs", "maxShortTermLufs", "loudnessRangeLu", "truePeakDbtp", "samplePeakDbfs", "peakToLoudnessLu");
        JsonObject tone = Has(analysis["tonalBalance"], "bandCentresHz", "levelsDb");
        Assert.Equal(tone["bandCentresHz"]!.AsArray().Count, tone["levelsDb"]!.AsArray().Count);
        Assert.Equal(31, tone["levelsDb"]!.AsArray().Count); // third octaves from 20 Hz to 20 kHz
        Has(analysis["stereo"], "correlation", "sideToMidDb", "monoLossDb");
        Assert.IsType<JsonObject>(Has(analysis["style"], "label", "confidence", "probabilities")["probabilities"]);
        Assert.All(analysis["sections"]!.AsArray(), section => Has(section, "startSeconds", "endSeconds", "integratedLufs"));
        Assert.All(
            analysis["findings"]!.AsArray(),
            finding => Has(finding, "code", "severity", "startSeconds", "endSeconds", "measured", "expected", "unit", "fixIn", "message", "advice"));
    }

    /// <summary>An object of <c>master --json</c> has every name.</summary>
    public static void IsReport(JsonNode? node)
    {
        JsonObject report = Has(node, "file", "output", "input", "result", "plan", "verdict", "warnings", "timings");
        IsAnalysis(report["input"]);
        IsAnalysis(report["result"]);
        JsonObject plan = Has(report["plan"], "renderVersion", "target", "stages");
        Has(plan["target"], "loudnessLufs", "ceilingDbtp");
        Assert.Equal(
            ["cleanup", "equalizer", "resonance", "dynamics", "image", "compressor", "deesser", "saturation", "rate", "loudness", "delivery"],
            plan["stages"]!.AsArray().Select(stage => (string)stage!["name"]!));
        Assert.All(plan["stages"]!.AsArray(), stage => Has(stage, "name", "active", "parameters", "reasons"));
        Assert.Contains((string)report["verdict"]!, (string[])["untouched", "levelOnly", "mastered"]);
        Assert.All(report["warnings"]!.AsArray(), warning => Has(warning, "code", "message"));
        JsonObject timings = Has(report["timings"], "decodeSeconds", "analyseSeconds", "renderSeconds", "totalSeconds");
        Assert.All(timings, entry => Assert.True((double)entry.Value! >= 0));
    }

    /// <summary>The object for a file that failed.</summary>
    public static void IsFailure(JsonNode? node, string file)
    {
        Assert.Equal(file, (string)Has(node, "file", "error")["file"]!);
        JsonObject error = Has(node!["error"], "code", "message");
        Assert.NotEqual("", (string)error["code"]!);
        Assert.NotEqual("", (string)error["message"]!);
    }

    private static JsonObject Has(JsonNode? node, params string[] names)
    {
        JsonObject item = Assert.IsType<JsonObject>(node);
        Assert.All(names, name => Assert.True(item.ContainsKey(name), $"{name} is missing"));
        return item;
    }
}
