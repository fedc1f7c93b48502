using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;

namespace Lacquer.Cli;

/// <summary>Findings as an engineer would write them back to the musician.</summary>
internal static class FindingList
{
    public static void Print(IReadOnlyList<Finding> findings, TextWriter to)
    {
        if (findings.Count == 0)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine("About the mix");
        foreach (Finding finding in findings)
        {
            string time = $"  {Words.Time(finding.StartSeconds)}–{Words.Time(finding.EndSeconds)}";
            to.WriteLine(Wrapped.Text($"{time,-14}", $"{finding.Message} {finding.Advice}"));
        }
    }
}
