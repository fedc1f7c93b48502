using System.Text.Json.Nodes;
using Lacquer.Audio;
using Lacquer.Mastering;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Projects;
using Lacquer.Mastering.Reporting;

namespace Lacquer.Cli;

/// <summary>Masters one file after another; one that fails does not stop the others.</summary>
internal sealed class MasterJob
{
    public required IReadOnlyList<string> Inputs { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>What holds for every file.</summary>
    public required MasteringRequest Template { get; init; }

    /// <summary>Where the page about each master goes; null for none.</summary>
    public required IReadOnlyList<string?> Pages { get; init; }

    /// <summary>What every file is drawn towards.</summary>
    public required ReferenceWish References { get; init; }

    public required string? JsonPath { get; init; }

    public required string? PlanPath { get; init; }

    /// <summary>Where to begin a project; null for none.</summary>
    public required string? ProjectPath { get; init; }

    /// <summary>What was asked for, for the project.</summary>
    public required IReadOnlyList<string> Asked { get; init; }

    /// <summary>Whether what a note changes is told parameter by parameter.</summary>
    public required bool Details { get; init; }

    /// <summary>Masters them on this machine.</summary>
    public int Run(CancellationToken cancel)
    {
        CheckFree();
        IJudge judge = Judges.For(Template); // first: what stops everything is said alone
        var session = new MasteringSession(new TrackAnalyser(StyleModel.Load()), new Decider(judge));
        MasteringRequest template = Template.Plan is null ? Template with { Reference = References.Read(session, cancel) } : Template;
        return Each((i, file) =>
        {
            MasteringRequest request = template with
            {
                InputPath = file,
                OutputPath = Outputs[i],
                Changing = JsonPath is "-" ? null : diff => NoteSummary.Print(file, diff, Details),
            };
            TextFile.CheckFree(Pages[i], Template.Overwrite);
            MasteringReport report = ProgressBar.Show(Path.GetFileName(request.InputPath), progress => session.Run(request, progress, cancel));
            TextFile.Write(PlanPath, PlanJson.Write(report.Plan with { InputFile = Path.GetFullPath(request.InputPath) }), Template.Overwrite);
            TextFile.Write(ProjectPath, ProjectJson.Write(Workbook.First(report, request, Asked)), overwrite: false);
            ReportOption.Write(Pages[i], report, Template.Overwrite);
            return ReportJson.Write(report);
        });
    }

    /// <summary>Refuses early what would fail late.</summary>
    /// <exception cref="AudioFileException">A file exists that may not be replaced, or is needed for two things.</exception>
    public void CheckFree()
    {
        string? jsonFile = JsonPath is "-" ? null : JsonPath;
        TextFile.CheckFree(PlanPath, Template.Overwrite);
        TextFile.CheckFree(jsonFile, Template.Overwrite);
        if (File.Exists(ProjectPath))
        {
            // Revisions are never thrown away, not even with --force.
            throw new AudioFileException(AudioFault.OutputExists, $"the project {ProjectPath} exists already; continue it with lacquer revise {ProjectPath}, or choose another name.");
        }

        TextFile.CheckFree(ProjectPath, overwrite: false);
        TextFile.CheckApart([PlanPath, jsonFile, ProjectPath, .. Pages], [.. Inputs, .. Outputs, .. References.Files.Select(file => file.Path)]);
        if (Pages is [{ } only])
        {
            TextFile.CheckFree(only, Template.Overwrite);
        }
    }

    /// <summary>Masters every file and says what came of it; one that fails does not stop the others.</summary>
    /// <param name="master">Masters the file of a number and gives its report, as <c>--json</c> has it.</param>
    /// <returns>The exit code.</returns>
    public int Each(Func<int, string, JsonObject> master)
    {
        var reports = new JsonArray();
        int exitCode = ExitCode.Done;
        for (int i = 0; i < Inputs.Count; i++)
        {
            try
            {
                JsonObject report = master(i, Inputs[i]);
                reports.Add(report);
                if (JsonPath is not "-")
                {
                    MasterSummary.Print(report, Console.Out, Pages[i]);
                }
            }
            catch (Exception exception)
            {
                var failure = Failure.From(exception);
                failure.Print(Inputs[i]);
                reports.Add(ReportJson.Failure(Inputs[i], failure.Code, failure.Message));
                exitCode = ExitCode.Combine(exitCode, failure.ExitCode);
                if (exception is OperationCanceledException)
                {
                    return exitCode;
                }
            }
        }

        string text = reports.ToJsonString(JsonOutput.Options);
        if (JsonPath is "-")
        {
            Console.Out.WriteLine(text);
        }
        else
        {
            TextFile.Write(JsonPath, text + "\n", Template.Overwrite);
        }

        return exitCode;
    }
}
