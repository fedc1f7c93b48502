using System.CommandLine;
using Lacquer.Audio;
using Lacquer.Audio.Encoding;
using Lacquer.Mastering;
using Lacquer.Mastering.Decision;

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
        var references = new ReferenceOptions();
        var output = new OutputOptions();
        var json = new Option<string?>("--json") { Description = "write the report as JSON; - for standard output", HelpName = "FILE|-" };
        var savePlan = new Option<string?>("--save-plan") { Description = "write the plan, for --plan", HelpName = "FILE" };
        var plan = new Option<string?>("--plan") { Description = "repeat a saved plan", HelpName = "FILE" };
        var set = new Option<string[]>("--set") { Description = "set a parameter by hand, perhaps for a stretch of time", HelpName = "STAGE.PARAM=VALUE[@FROM-TO]", Arity = ArgumentArity.OneOrMore };
        var bypass = new Option<string[]>("--bypass") { Description = "switch a stage off", HelpName = "STAGE", Arity = ArgumentArity.OneOrMore };

        var command = new Command("master", "Analyse a mix, decide what it needs, render the master and say why.") { inputs };
        output.AddTo(command);
        controls.AddTo(command);
        references.AddTo(command);
        foreach (Option option in (Option[])[json, savePlan, plan, set, bypass])
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            string[] files = parsed.GetValue(inputs) ?? [];
            string? planPath = parsed.GetValue(plan);
            MasteringPlan? saved = planPath is null ? null : ReadPlan(planPath);
            bool decidedAnew = controls.AnyGiven(parsed) || references.AnyGiven(parsed);
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
                    Plan = saved is not null && !decidedAnew ? saved : null,
                    ByHand = [.. KeptByHand(saved, decidedAnew), .. (parsed.GetValue(set) ?? []).Select(ManualSetting.Parse)],
                    Bypassed = [.. KeptBypassed(saved, decidedAnew), .. parsed.GetValue(bypass) ?? []],
                    Format = format,
                    RateHz = output.RateHz(parsed, format, saved),
                },
                References = references.Read(parsed, saved?.Reference),
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
