using System.Text.Json.Nodes;
using Lacquer.Mastering;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Decision.Statistical;
using Lacquer.Mastering.Reporting;

namespace Lacquer.Cli;

/// <summary>Masters one file after another; one that fails does not stop the others.</summary>
internal sealed class MasterJob
{
    public required IReadOnlyList<string> Inputs { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>What holds for every file.</summary>
    public required MasteringRequest Template { get; init; }

    public required string? JsonPath { get; init; }

    public required string? PlanPath { get; init; }

    public int Run(CancellationToken cancel)
    {
        string? jsonFile = JsonPath is "-" ? null : JsonPath;
        TextFile.CheckFree(PlanPath, Template.Overwrite);
        TextFile.CheckFree(jsonFile, Template.Overwrite);
        TextFile.CheckApart([PlanPath, jsonFile], [.. Inputs, .. Outputs]);
        IJudge judge = Judge(); // first: what stops everything is said alone
        var session = new MasteringSession(new TrackAnalyser(StyleModel.Load()), new Decider(judge));
        var reports = new JsonArray();
        int exitCode = ExitCode.Done;
        for (int i = 0; i < Inputs.Count; i++)
        {
            string file = Inputs[i];
            MasteringRequest request = Template with
            {
                InputPath = file,
                OutputPath = Outputs[i],
                Changing = JsonPath is "-" ? null : diff => NoteSummary.Print(file, diff),
            };
            try
            {
                MasteringReport report = ProgressBar.Show(Path.GetFileName(request.InputPath), progress => session.Run(request, progress, cancel));
                reports.Add(ReportJson.Write(report));
                TextFile.Write(PlanPath, PlanJson.Write(report.Plan), Template.Overwrite);
                if (JsonPath is not "-")
                {
                    MasterSummary.Print(report, Console.Out);
                }
            }
            catch (Exception exception)
            {
                var failure = Failure.From(exception);
                failure.Print(request.InputPath);
                reports.Add(ReportJson.Failure(request.InputPath, failure.Code, failure.Message));
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
            TextFile.Write(jsonFile, text + "\n", Template.Overwrite);
        }

        return exitCode;
    }

    /// <summary>Who decides. A plan that is repeated needs no judge, so no model either.</summary>
    private IJudge Judge() => Template.Plan is null && Template.Controls.Decision == DecisionMethod.Learned
        ? LearnedJudge.Load()
        : new StatisticalJudge(TonalReference.Default);
}
