using System.CommandLine;
using Lacquer.Audio.Encoding;
using Lacquer.Mastering;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Presets;

namespace Lacquer.Cli;

/// <summary><c>lacquer master</c>: mixes in, masters out.</summary>
internal static class MasterCommand
{
    public static Command Create()
    {
        var inputs = InputArgument.Create("mixes to master");
        var controls = new ControlOptions();
        var preset = PresetOption.Create();
        var references = new ReferenceOptions();
        var output = new OutputOptions();
        var report = new ReportOption();
        var json = new Option<string?>("--json") { Description = "write the report as JSON; - for standard output", HelpName = "FILE|-" };
        var savePlan = new Option<string?>("--save-plan") { Description = "write the plan, for --plan", HelpName = "FILE" };
        var plan = new Option<string?>("--plan") { Description = "repeat a saved plan", HelpName = "FILE" };
        var project = new Option<string?>("--project") { Description = "begin a project with this master, for lacquer revise", HelpName = "FILE" };
        var set = new Option<string[]>("--set") { Description = "set a parameter by hand, perhaps for a stretch of time", HelpName = "STAGE.PARAM=VALUE[@FROM-TO]", Arity = ArgumentArity.OneOrMore };
        var note = new Option<string[]>("--note") { Description = "what to change, in plain English: \"a touch warmer, less harsh in the chorus\"", HelpName = "WORDS", Arity = ArgumentArity.OneOrMore };
        var bypass = new Option<string[]>("--bypass") { Description = "switch a stage off", HelpName = "STAGE", Arity = ArgumentArity.OneOrMore };

        var command = new Command("master", "Analyse a mix, decide what it needs, render the master and say why.") { inputs };
        output.AddTo(command);
        controls.AddTo(command);
        references.AddTo(command);
        report.AddTo(command);
        foreach (Option option in (Option[])[preset, json, savePlan, plan, project, note, set, bypass])
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            string[] files = parsed.GetValue(inputs) ?? [];
            string[] wishes = parsed.GetValue(note) ?? [];
            NoteSummary.Check(wishes);
            string? planPath = parsed.GetValue(plan);
            MasteringPlan? saved = planPath is null ? null : PlanFile.Read(planPath);
            IReadOnlyDictionary<string, string> given = controls.Given(parsed);
            Preset[] presets = PresetOption.Read(parsed, preset);
            bool decidedAnew = given.Count > 0 || presets.Length > 0 || references.AnyGiven(parsed);
            Controls wanted = ControlTexts.Apply(presets.Aggregate(saved?.Controls ?? new Controls(), (basis, own) => ControlTexts.Apply(basis, own.Values)), given);
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
                    Plan = decidedAnew ? null : saved,
                    ByHand =
                    [
                        .. saved is not null && decidedAnew ? ManualSetting.AllOf(saved) : [],
                        .. presets.SelectMany(own => own.Set).Concat(parsed.GetValue(set) ?? []).Select(ManualSetting.Parse),
                    ],
                    Bypassed =
                    [
                        .. saved is not null && decidedAnew ? saved.BypassedStages : [],
                        .. presets.SelectMany(own => own.Bypass),
                        .. parsed.GetValue(bypass) ?? [],
                    ],
                    Notes = [.. decidedAnew ? saved?.Notes ?? [] : [], .. wishes],
                    Format = format,
                    RateHz = output.RateHz(parsed, format, saved),
                },
                Pages = report.Paths(parsed, files),
                References = references.Read(parsed, saved?.Reference),
                JsonPath = parsed.GetValue(json),
                PlanPath = OfOne(parsed, savePlan, files),
                ProjectPath = OfOne(parsed, project, files),
                Asked = Asking.Of(parsed),
            };
            foreach (string name in job.Template.Bypassed)
            {
                StageCatalogue.Find(name);
            }

            return Task.FromResult(job.Run(cancel));
        });
        return command;
    }

    /// <summary>A file that holds what belongs to one master.</summary>
    private static string? OfOne(ParseResult parsed, Option<string?> option, string[] files) => parsed.GetValue(option) is { } path && files.Length > 1
        ? throw new PlanException($"{option.Name} {path} takes one input; master the files one at a time.")
        : parsed.GetValue(option);
}
