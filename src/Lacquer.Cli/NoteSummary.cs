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

    /// <param name="file">The mix.</param>
    /// <param name="diff">What the note changes.</param>
    /// <param name="details">Whether every parameter is told.</param>
    public static void Print(string file, PlanDiff diff, bool details)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(ClearLine);
        }

        Print(file, diff, details, Console.Out);
        Console.Out.Flush();
    }

    private static void Print(string file, PlanDiff diff, bool details, TextWriter to)
    {
        to.WriteLine(diff.Changes.Count == 0 ? $"{file}: the note changes nothing" : $"{file}: what the note changes");
        Lines(diff, details, to);
        to.WriteLine();
    }

    /// <summary>The reasons that are new, then the moves.</summary>
    /// <param name="diff">What differs.</param>
    /// <param name="details">Whether every parameter is told, rather than what a musician hears of it.</param>
    /// <param name="to">Takes the text.</param>
    public static void Lines(PlanDiff diff, bool details, TextWriter to)
    {
        foreach (string reason in details ? diff.Reasons.Select(reason => reason.Reason) : diff.Why())
        {
            to.WriteLine(Wrapped.Text("  ", reason));
        }

        (string Stage, string Words)[] lines = [.. details ? diff.Lines() : diff.Summary()];
        string before = "";
        foreach ((string stage, string words) in lines)
        {
            to.WriteLine(Wrapped.Text($"    {(stage == before ? "" : stage),-12}", words));
            before = stage;
        }

        if (diff.Changes.Count > 0 && lines.Length == 0)
        {
            to.WriteLine("    only by amounts that nobody hears; --details tells them");
        }
    }
}
