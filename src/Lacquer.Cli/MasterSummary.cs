using System.Text.Json.Nodes;
using Lacquer.Mastering.Decision;

namespace Lacquer.Cli;

/// <summary>What the user reads after a master: before and after, what was done and why, what to know.</summary>
internal static class MasterSummary
{
    /// <param name="report">What was done, as <c>master --json</c> has it.</param>
    /// <param name="to">Takes the text.</param>
    /// <param name="page">Where the page about it is; null without one.</param>
    public static void Print(JsonObject report, TextWriter to, string? page)
    {
        (JsonNode input, JsonNode result) = (report["input"]!, report["result"]!);
        to.WriteLine($"{Numbers.Text(report, "file")} → {Numbers.Text(report, "output")}");
        to.WriteLine(Numbers.Text(report, "verdict") switch
        {
            "untouched" => "Nothing to do: the mix is as it should be.",
            "levelOnly" => "The mix is right as it is: level only.",
            _ => "Mastered.",
        });
        to.WriteLine();
        to.WriteLine($"  {"",-14}{"mix",9}{"master",9}");
        Row("loudness", "LUFS", "loudness", "integratedLufs");
        Row("range", "LU", "loudness", "loudnessRangeLu");
        Row("true peak", "dBTP", "loudness", "truePeakDbtp");
        Row("peak/loudness", "dB", "loudness", "peakToLoudnessLu");
        if (Numbers.Of(input, "channels") > 1)
        {
            Row("side/mid", "dB", "stereo", "sideToMidDb");
        }

        Reasons(report, to);
        FindingList.Print(input, to);
        JsonArray warnings = report["warnings"]!.AsArray();
        if (warnings.Count > 0)
        {
            to.WriteLine();
            to.WriteLine("Please note");
            foreach (JsonNode warning in warnings.OfType<JsonNode>())
            {
                to.WriteLine(Wrapped.Text("  ", Numbers.Text(warning, "message")));
            }
        }

        if (page is not null)
        {
            to.WriteLine();
            to.WriteLine($"The whole report: {page}");
        }

        double seconds = Numbers.Of(report, "timings", "totalSeconds");
        double duration = Numbers.Of(input, "durationSeconds");
        to.WriteLine();
        to.WriteLine($"{Words.Time(duration)} of music in {seconds:0.0} s, {duration / seconds:0}× real time.");

        void Row(string name, string unit, params string[] path) =>
            to.WriteLine($"  {name,-14}{Words.Level(Numbers.Of(input, path)),9}{Words.Level(Numbers.Of(result, path)),9}  {unit}");
    }

    private static void Reasons(JsonObject report, TextWriter to)
    {
        to.WriteLine();
        to.WriteLine("What was done, and why");
        foreach (JsonNode stage in report["plan"]!["stages"]!.AsArray().OfType<JsonNode>())
        {
            string name = Numbers.Text(stage, "name");
            foreach (JsonNode reason in stage["reasons"]!.AsArray().OfType<JsonNode>())
            {
                to.WriteLine(Wrapped.Text($"  {name,-12}", reason.GetValue<string>()));
                name = "";
            }
        }

        double limitingDb = Numbers.Of(report, "maxLimitingDb");
        if (limitingDb > 0.05)
        {
            to.WriteLine($"  {"",-12}the limiter takes off {limitingDb:0.0} dB at most, averaged over 3 s");
        }
    }
}
