using System.CommandLine;
using Lacquer.Mastering;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Presets;
using Lacquer.Mastering.Projects;

namespace Lacquer.Cli;

/// <summary><c>lacquer revise</c>: the next revision of a master from the last one; lists, compares and restores them.</summary>
internal static class ReviseCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("PROJECT|PLAN") { Description = "a project, or a plan that master saved" };
        var controls = new ControlOptions();
        var output = new OutputOptions();
        var report = new ReportOption();
        var preset = PresetOption.Create();
        var references = new ReferenceOptions();
        var set = new Option<string[]>("--set") { Description = "set a parameter by hand, perhaps for a stretch of time", HelpName = "STAGE.PARAM=VALUE[@FROM-TO]", Arity = ArgumentArity.OneOrMore };
        var bypass = new Option<string[]>("--bypass") { Description = "switch a stage off", HelpName = "STAGE", Arity = ArgumentArity.OneOrMore };
        var note = new Option<string[]>("--note") { Description = "what to change, in plain English", HelpName = "WORDS", Arity = ArgumentArity.OneOrMore };
        var locked = new Option<string[]>("--lock") { Description = "keep a stage or parameter as it is from now on", HelpName = "STAGE[.PARAM]", Arity = ArgumentArity.OneOrMore };
        var unlocked = new Option<string[]>("--unlock") { Description = "let a stage or parameter move again", HelpName = "STAGE[.PARAM]", Arity = ArgumentArity.OneOrMore };
        var from = new Option<int?>("--from") { Description = "begin from this revision instead of the last", HelpName = "N" };
        var input = new Option<string?>("--input") { Description = "the mix, when it was moved or replaced by a newer one", HelpName = "FILE" };
        var list = new Option<bool>("--list") { Description = "list the revisions" };
        var compare = new Option<int[]>("--compare") { Description = "what differs between two revisions", HelpName = "N M", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var restore = new Option<int?>("--restore") { Description = "write the master of this revision again, bit for bit", HelpName = "N" };
        var json = new Option<string?>("--json") { Description = "write the report as JSON; - for standard output", HelpName = "FILE|-" };
        var command = new Command("revise", "Make the next revision of a master: change one thing and leave the rest.") { file, note, preset, set, bypass, locked, unlocked, from, input, list, compare, restore, json };
        controls.AddTo(command);
        references.AddTo(command);
        output.AddTo(command);
        report.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            string path = parsed.GetValue(file)!;
            Workbook book = Workbook.Open(path, parsed.GetValue(input));
            if (parsed.GetValue(list))
            {
                ProjectSummary.List(book.Project, Console.Out);
                return Task.FromResult(ExitCode.Done);
            }

            if (parsed.GetValue(compare) is [int a, int b])
            {
                ProjectSummary.Compare(book.Project.Find(a), book.Project.Find(b), Console.Out);
                return Task.FromResult(ExitCode.Done);
            }

            IReadOnlyDictionary<string, string> given = controls.Given(parsed);
            Preset[] presets = PresetOption.Read(parsed, preset);
            var job = new ReviseJob { Book = book, Parsed = parsed, Output = output, JsonPath = parsed.GetValue(json), Report = report, NewInput = parsed.GetValue(input) };
            if (parsed.GetValue(restore) is { } number)
            {
                return Task.FromResult(job.Restore(number, cancel));
            }

            string[] locks = parsed.GetValue(locked) ?? [];
            string[] unlocks = parsed.GetValue(unlocked) ?? [];
            string[] wishes = parsed.GetValue(note) ?? [];
            NoteSummary.Check(wishes);
            string[] settings = parsed.GetValue(set) ?? [];
            string[] bypassed = parsed.GetValue(bypass) ?? [];
            bool decidedAnew = given.Count > 0 || presets.Length > 0 || references.AnyGiven(parsed);
            if (!decidedAnew && locks.Length + unlocks.Length + settings.Length + bypassed.Length + wishes.Length == 0 && parsed.GetValue(input) is null)
            {
                throw new PlanException("say what to change: a note (--note \"a touch warmer\"), a control (--eq 4), --set, --lock, --preset, or a newer mix with --input; --list shows what there is.");
            }

            Revision basis = book.Project.Find(parsed.GetValue(from));
            MasteringPlan kept = unlocks.Aggregate(locks.Aggregate(basis.Plan, Locks.Lock), Locks.Unlock);
            var request = new MasteringRequest
            {
                InputPath = "",
                OutputPath = "",
                Controls = ControlTexts.Apply(presets.Aggregate(kept.Controls, (controlsSoFar, own) => ControlTexts.Apply(controlsSoFar, own.Values)), given),
                Plan = decidedAnew ? null : kept,
                ByHand = [.. decidedAnew ? ManualSetting.AllOf(kept) : [], .. presets.SelectMany(own => own.Set).Concat(settings).Select(ManualSetting.Parse)],
                // Decided anew, earlier notes are followed again; in a plan that is repeated they are already.
                Notes = [.. decidedAnew ? kept.Notes ?? [] : [], .. wishes],
                Bypassed = [.. decidedAnew ? kept.BypassedStages : [], .. presets.SelectMany(own => own.Bypass), .. bypassed],
            };
            return Task.FromResult(job.Next(basis, request, references.Read(parsed, kept.Reference), Asking.Of(parsed), cancel));
        });
        return command;
    }
}
