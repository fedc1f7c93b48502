using System.CommandLine;
using Lacquer.Cli.Remote;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;
using Lacquer.Mastering.Projects;

namespace Lacquer.Cli;

/// <summary><c>lacquer revise</c>: the next revision of a master from the last one; lists, compares and restores them.</summary>
internal static class ReviseCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("PROJECT|PLAN") { Description = "a project, or a plan that master saved" };
        var wish = new WishOptions();
        var output = new OutputOptions();
        var report = new ReportOption();
        var server = new ServerOption();
        Option<string[]> locked = WishOptions.Many("--lock", "keep a stage or parameter as it is from now on", "STAGE[.PARAM]");
        Option<string[]> unlocked = WishOptions.Many("--unlock", "let a stage or parameter move again", "STAGE[.PARAM]");
        var from = new Option<int?>("--from") { Description = "begin from this revision instead of the last", HelpName = "N" };
        var input = new Option<string?>("--input") { Description = "the mix, when it was moved or replaced by a newer one", HelpName = "FILE" };
        var list = new Option<bool>("--list") { Description = "list the revisions" };
        var compare = new Option<int[]>("--compare") { Description = "what differs between two revisions", HelpName = "N M", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var restore = new Option<int?>("--restore") { Description = "write the master of this revision again, bit for bit", HelpName = "N" };
        var json = new Option<string?>("--json") { Description = "write the report as JSON; - for standard output", HelpName = "FILE|-" };
        var command = new Command("revise", "Make the next revision of a master: change one thing and leave the rest.") { file, locked, unlocked, from, input, list, compare, restore, json };
        wish.AddTo(command);
        output.AddTo(command);
        report.AddTo(command);
        server.AddTo(command);
        command.SetAction((parsed, cancel) => Task.FromResult(Run(parsed, cancel)));
        return command;

        int Run(ParseResult parsed, CancellationToken cancel)
        {
            string path = parsed.GetValue(file)!;
            Workbook book = Workbook.Open(path, parsed.GetValue(input));
            CheckAlone(parsed, list, compare, restore);
            if (parsed.GetValue(list))
            {
                ProjectSummary.List(book.Project, Console.Out);
                return ExitCode.Done;
            }

            if (parsed.GetValue(compare) is [int a, int b])
            {
                ProjectSummary.Compare(book.Project.Find(a), book.Project.Find(b), wish.Details(parsed), Console.Out);
                return ExitCode.Done;
            }

            Wishes wishes = wish.Read(parsed) with { Lock = parsed.GetValue(locked) ?? [], Unlock = parsed.GetValue(unlocked) ?? [] };
            using ServiceClient? service = server.IsGiven(parsed) ? server.Connect(parsed) : null;
            var job = new ReviseJob
            {
                Book = book,
                Parsed = parsed,
                Output = output,
                JsonPath = parsed.GetValue(json),
                Report = report,
                NewInput = parsed.GetValue(input),
                Service = service,
                ForService = reference => wish.ForService(parsed, wishes, reference),
                Details = wish.Details(parsed),
            };
            if (parsed.GetValue(restore) is { } number)
            {
                return job.Restore(number, cancel);
            }

            if (wishes.IsNothing && parsed.GetValue(input) is null)
            {
                throw new PlanException("say what to change: a note (--note \"a touch warmer\"), a control (--eq 4), --set, --lock, --preset, or a newer mix with --input; --list shows what there is.");
            }

            NoteReading[] notes = [.. wishes.Notes.Select(NoteReader.Read)];
            if (parsed.GetValue(input) is null && wishes.IsNotesAlone && notes.All(note => note.IsClear && !note.GoesBack && note.Moves.All(move => move.Direction == NoteDirection.Keep)))
            {
                throw new PlanException("the note asks for no change, so that there is nothing to revise; say what to change, as in --note \"a touch warmer\".");
            }

            return job.Next(parsed.GetValue(from), wishes, notes.Any(note => note.GoesBack), reference => wish.References.Read(parsed, reference), cancel);
        }
    }

    /// <summary>Listing, comparing and restoring change nothing; a wish beside them would be lost without a word.</summary>
    private static void CheckAlone(ParseResult parsed, params Option[] alone)
    {
        if (alone.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } told
            && Asking.Of(parsed).FirstOrDefault(asked => !Beside.Append(told.Name).Any(name => asked == name || asked.StartsWith(name + " ", StringComparison.Ordinal))) is { } lost)
        {
            throw new PlanException($"{told.Name} changes nothing, so that {lost} would be lost; give one of the two.");
        }
    }

    private static readonly string[] Beside = ["--input", "--server", "--format", "--bits", "--rate"];
}
