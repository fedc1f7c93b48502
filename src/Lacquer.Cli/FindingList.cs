using System.Text.Json.Nodes;
using Lacquer.Mastering.Decision;

namespace Lacquer.Cli;

/// <summary>Findings as an engineer would write them back to the musician.</summary>
internal static class FindingList
{
    /// <param name="analysis">As <c>analyze --json</c> has it.</param>
    /// <param name="to">Takes the text.</param>
    public static void Print(JsonNode analysis, TextWriter to)
    {
        JsonArray findings = analysis["findings"]!.AsArray();
        if (findings.Count == 0)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine("About the mix");
        foreach (JsonNode finding in findings.OfType<JsonNode>())
        {
            string time = $"  {Words.Time(Numbers.Of(finding, "startSeconds"))}–{Words.Time(Numbers.Of(finding, "endSeconds"))}";
            to.WriteLine(Wrapped.Text($"{time,-14}", $"{Numbers.Text(finding, "message")} {Numbers.Text(finding, "advice")}"));
        }
    }
}
