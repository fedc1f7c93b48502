using System.Text.Json.Nodes;
using Lacquer.Mastering;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.References;
using Lacquer.Mastering.Decision.Statistical;
using Lacquer.Mastering.Projects;
using Lacquer.Mastering.Verification;

namespace Lacquer.Cli.Remote;

/// <summary>Has a service master one file after another; the results are those of a local run, to the bit. One that fails does not stop the others.</summary>
internal sealed class RemoteMasterJob
{
    /// <summary>What a run on this machine would be.</summary>
    public required MasterJob Local { get; init; }

    /// <summary>The wishes as the service takes them; uploadId is added.</summary>
    public required Func<MatchedReference?, JsonObject> Wishes { get; init; }

    public async Task<int> RunAsync(ServiceClient service, CancellationToken cancel)
    {
        Local.CheckFree();
        await service.GreetAsync(cancel); // what stops everything is said alone
        // Measured here, so that only numbers of somebody else's music leave this machine.
        var session = new MasteringSession(new TrackAnalyser(), new Decider(new StatisticalJudge(TonalReference.Default)));
        JsonObject wishes = Wishes(Local.Template.Plan is null ? Local.References.Read(session, cancel) : null);
        return Local.Each((i, file) => ProgressBar.Show(Path.GetFileName(file), progress => OneAsync(service, wishes, i, file, progress, cancel).GetAwaiter().GetResult()));
    }

    /// <returns>The report, with the names that the files have here.</returns>
    private async Task<JsonObject> OneAsync(ServiceClient service, JsonObject wishes, int i, string file, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        MasteringRequest request = Local.Template with { InputPath = file, OutputPath = Local.Outputs[i] };
        OutputFile.CheckFree(request);
        TextFile.CheckFree(Local.Pages[i], request.Overwrite);
        RemoteMaster made = await RemoteMaster.MakeAsync(service, wishes, request, Local.Pages[i] is not null, stays: true, progress, cancel);
        TextFile.Write(Local.PlanPath, PlanJson.Write(made.Plan with { InputFile = Path.GetFullPath(file) }), request.Overwrite);
        if (Local.ProjectPath is { } project)
        {
            TextFile.Write(project, ProjectJson.Write(Workbook.First(made.Plan, RevisionMeasures.Of(made.Report), request, Local.Asked)), overwrite: false);
        }

        TextFile.Write(Local.Pages[i], made.Page, request.Overwrite);
        return made.Report;
    }
}
