using System.CommandLine;
using Lacquer.Audio;
using Lacquer.Audio.Encoding;
using Lacquer.Mastering;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;

namespace Lacquer.Cli;

/// <summary><c>lacquer master</c>: mixes in, masters out.</summary>
internal static class MasterCommand
{
    /// <summary>Thousands of times the size of a plan without stretches; nobody sets so many by hand. Chosen.</summary>
    private const long LargestPlanBytes = 1 << 24;

    public static Command Create()
    {
        var inputs = InputArgument.Create("mixes to master");
        var controls = new ControlOptions();
        var output = new OutputOptions();
        var json = new Option<string?>("--json") { Description = "write the report as JSON; - for standard output", HelpName = "FILE|-" };
        var savePlan = new Option<string?>("--save-plan") { Description = "write the plan, for --plan", HelpName = "FILE" };
        var plan = new Option<string?>("--plan") { Description = "repeat a saved plan", HelpName = "FILE" };
        var set = new Option<string[]>("--set") { Description = "set a parameter by hand, perhaps for a stretch of time", HelpName = "STAGE.PARAM=VALUE[@FROM-TO]", Arity = ArgumentArity.OneOrMore };
        var note = new Option<string[]>("--note") { Description = "what to change, in plain English: \"a touch warmer, less harsh in the chorus\"", HelpName = "WORDS", Arity = ArgumentArity.OneOrMore };
        var bypass = new Option<string[]>("--bypass") { Description = "switch a stage off", HelpName = "STAGE", Arity = ArgumentArity.OneOrMore };

        var command = new Command("master", "Analyse a mix, decide what it needs, render the master and say why.") { inputs };
        output.AddTo(command);
        controls.AddTo(command);
        foreach (Option option in (Option[])[json, savePlan, plan, note, set, bypass])
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            string[] files = parsed.GetValue(inputs) ?? [];
            string[] wishes = parsed.GetValue(note) ?? [];
            CheckNotes(wishes);
            string? planPath = parsed.GetValue(plan);
            MasteringPlan? saved = planPath is null ? null : ReadPlan(planPath);
            Controls wanted = controls.Read(parsed, saved?.Controls ?? new Controls());
            OutputFormat format = output.Format(parsed, saved);
            var job = new MasterJob
            {
                Inputs = files,
                Outputs = output.Paths(parsed, files, format),
                Template = new MasteringRequest
                {
                    InputPath = "",
                    OutputPath = "",
                    Overwrite = output.Force(parsed),
                    Controls = wanted,
                    // New controls on an old plan: decided anew, and what was set by hand stays.
                    Plan = saved is not null && !controls.AnyGiven(parsed) ? saved : null,
                    ByHand = [.. KeptByHand(saved, controls.AnyGiven(parsed)), .. (parsed.GetValue(set) ?? []).Select(ManualSetting.Parse)],
                    Bypassed = [.. KeptBypassed(saved, controls.AnyGiven(parsed)), .. parsed.GetValue(bypass) ?? []],
                    Notes = [.. KeptNotes(saved, controls.AnyGiven(parsed)), .. wishes],
                    Format = format,
                    RateHz = output.RateHz(parsed, format, saved),
                },
                JsonPath = parsed.GetValue(json),
                PlanPath = files.Length == 1 || parsed.GetValue(savePlan) is null
                    ? parsed.GetValue(savePlan)
                    : throw new PlanException("--save-plan takes one input; master the files one at a time."),
            };
            foreach (string name in job.Template.Bypassed)
            {
                StageCatalogue.Find(name);
            }

            return Task.FromResult(job.Run(cancel));
        });
        return command;
    }

    private static IEnumerable<ManualSetting> KeptByHand(MasteringPlan? saved, bool decidedAnew) =>
        saved is null || !decidedAnew
            ? []
            : saved.Stages.SelectMany(stage => stage.SetByHand.Select(name => new ManualSetting { Stage = stage.Name, Parameter = name, Value = stage.Parameters[name] }))
                .Concat(saved.Overrides.Where(stretch => !stretch.ByJudge).Select(stretch => new ManualSetting
                {
                    Stage = stretch.Stage,
                    Parameter = stretch.Parameter,
                    Value = stretch.Value,
                    FromSeconds = stretch.FromSeconds,
                    ToSeconds = stretch.ToSeconds,
                }));

    /// <summary>Decided anew, the notes of the old plan are followed again; in a plan that is repeated they are already.</summary>
    private static IEnumerable<string> KeptNotes(MasteringPlan? saved, bool decidedAnew) => decidedAnew ? saved?.Notes ?? [] : [];

    /// <summary>Asks and refuses before any work is done.</summary>
    private static void CheckNotes(string[] wishes)
    {
        foreach (string wish in wishes)
        {
            NoteReading reading = NoteReader.Read(wish);
            if (!reading.IsClear)
            {
                throw new PlanException(reading.Objection);
            }
        }
    }

    private static IEnumerable<string> KeptBypassed(MasteringPlan? saved, bool decidedAnew) =>
        saved is null || !decidedAnew ? [] : saved.Stages.Where(stage => stage.Bypassed).Select(stage => stage.Name);

    private static MasteringPlan ReadPlan(string path)
    {
        if (SpecialFile.Kind(path) is { } kind)
        {
            throw new PlanException($"the plan {path} is {kind}, not a file; save it to a file first.");
        }

        try
        {
            return !Directory.Exists(path) && new FileInfo(path).Length <= LargestPlanBytes
                ? PlanJson.Read(File.ReadAllText(path))
                : throw new PlanException("not a mastering plan, but a folder or something far larger; save one with --save-plan.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlanException($"the plan {path} cannot be read ({e.Message.ReplaceLineEndings(" ")}).", e);
        }
        catch (PlanException e)
        {
            throw new PlanException($"{path}: {e.Message}", e);
        }
    }
}
