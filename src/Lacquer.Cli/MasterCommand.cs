using System.CommandLine;
using System.Text.Json.Nodes;
using Lacquer.Audio.Encoding;
using Lacquer.Cli.Remote;
using Lacquer.Mastering;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Projects;

namespace Lacquer.Cli;

/// <summary><c>lacquer master</c>: mixes in, masters out.</summary>
internal static class MasterCommand
{
    public static Command Create()
    {
        var inputs = InputArgument.Create("mixes to master");
        var wish = new WishOptions();
        var output = new OutputOptions();
        var report = new ReportOption();
        var server = new ServerOption();
        var json = new Option<string?>("--json") { Description = "write the report as JSON; - for standard output", HelpName = "FILE|-" };
        var savePlan = new Option<string?>("--save-plan") { Description = "write the plan, for --plan", HelpName = "FILE" };
        var plan = new Option<string?>("--plan") { Description = "repeat a saved plan", HelpName = "FILE" };
        var project = new Option<string?>("--project") { Description = "begin a project with this master, for lacquer revise", HelpName = "FILE" };

        var command = new Command("master", "Analyse a mix, decide what it needs, render the master and say why.") { inputs };
        output.AddTo(command);
        wish.AddTo(command);
        report.AddTo(command);
        server.AddTo(command);
        foreach (Option option in (Option[])[json, savePlan, plan, project])
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancel) =>
        {
            string[] files = parsed.GetValue(inputs) ?? [];
            Wishes wishes = wish.Read(parsed);
            string? planPath = parsed.GetValue(plan);
            MasteringPlan? saved = planPath is null ? null : PlanFile.Read(planPath);
            OutputFormat format = output.Format(parsed, saved);
            MasteringRequest template = wishes.On(saved);
            var job = new MasterJob
            {
                Inputs = files,
                Outputs = output.Paths(parsed, files, format),
                Template = template with { Overwrite = output.Force(parsed), Format = format, RateHz = output.RateHz(parsed, format, saved) },
                Pages = report.Paths(parsed, files),
                References = wish.References.Read(parsed, template.Reference),
                JsonPath = parsed.GetValue(json),
                PlanPath = OfOne(parsed, savePlan, files),
                ProjectPath = OfOne(parsed, project, files),
                Asked = Asking.Of(parsed),
                Details = wish.Details(parsed),
            };
            if (!server.IsGiven(parsed))
            {
                return job.Run(cancel);
            }

            using ServiceClient service = server.Connect(parsed);
            var remote = new RemoteMasterJob
            {
                Local = job,
                Wishes = reference =>
                {
                    JsonObject body = wish.ForService(parsed, wishes, reference);
                    body["plan"] = saved is null ? null : JsonNode.Parse(PlanJson.Write(saved));
                    body["delivery"] = OutputOptions.ForService(format, job.Template.RateHz);
                    return body;
                },
            };
            return await remote.RunAsync(service, cancel);
        });
        return command;
    }

    /// <summary>A file that holds what belongs to one master.</summary>
    private static string? OfOne(ParseResult parsed, Option<string?> option, string[] files) => parsed.GetValue(option) is { } path && files.Length > 1
        ? throw new PlanException($"{option.Name} {path} takes one input; master the files one at a time.")
        : parsed.GetValue(option);
}
