using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;

namespace Lacquer.Cli;

/// <summary>What a note changes, shown before it is rendered: each reason, then the numbers.</summary>
internal static class NoteSummary
{
    private const string ClearLine = "\r\u001b[2K"; // the progress bar draws itself again below

    /// <summary>Asks and refuses before any work is done.</summary>
    /// <exception cref="PlanException">A note is a riddle, or asks for what cannot be done; the message has the choices.</exception>
    public static void Check(IEnumerable<string> notes)
    {
        if (notes.Select(NoteReader.Read).FirstOrDefault(reading => !reading.IsClear) is { } unclear)
        {
            throw new PlanException(unclear.Objection);
        }
    }

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
        Lines(diff, to);
        to.WriteLine();
    }

    /// <summary>The reasons that are new, then the numbers.</summary>
    public static void Lines(PlanDiff diff, TextWriter to)
    {
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
    }
}
