using Lacquer.Mastering.Decision;

namespace Lacquer.Cli;

/// <summary>What a note changes, shown before it is rendered: each reason, then the numbers.</summary>
internal static class NoteSummary
{
    private const string ClearLine = "\r\u001b[2K"; // the progress bar draws itself again below

    public static void Print(string file, PlanDiff diff)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(ClearLine);
        }

        Print(file, diff, Console.Out);
        Console.Out.Flush();
    }

    public static void Print(string file, PlanDiff diff, TextWriter to)
    {
        to.WriteLine(diff.Changes.Count == 0 ? $"{file}: the note changes nothing" : $"{file}: what the note changes");
        foreach ((string _, string reason) in diff.Reasons)
        {
            to.WriteLine(Wrapped.Text("  ", reason));
        }

        string before = "";
        foreach ((string stage, string words) in diff.Lines())
        {
            to.WriteLine(Wrapped.Text($"    {(stage == before ? "" : stage),-12}", words));
            before = stage;
        }

        to.WriteLine();
    }
}
