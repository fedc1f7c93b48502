using System.Text.Json.Nodes;
using Lacquer.Mastering;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.References;
using Lacquer.Mastering.Decision.Statistical;
using Lacquer.Mastering.Verification;

namespace Lacquer.Cli.Remote;

/// <summary>Has a service master one file after another; the results are those of a local run, to the bit. One that fails does not stop the others.</summary>
internal sealed class RemoteMasterJob
{
    private const double SentShare = 0.2; // of the bar; chosen

    /// <summary>What a run on this machine would be.</summary>
    public required MasterJob Local { get; init; }

    /// <summary>The wishes as the service takes them; uploadId is added.</summary>
    public required Func<MatchedReference?, JsonObject> Wishes { get; init; }

    public async Task<int> RunAsync(ServiceClient service, CancellationToken cancel)
    {
        if (Local.ProjectPath is not null)
        {
            throw new PlanException("--project is kept on this machine and --server works on another one; save the plan with --save-plan, or leave one of them out.");
        }

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
        IProgress<double>? sent = progress is null ? null : new Step("upload", progress);
        JsonObject body = wishes.DeepClone().AsObject();
        body["uploadId"] = await new TusUpload(service).SendAsync(file, sent, cancel);
        JsonObject job;
        try
        {
            job = await service.PostAsync("/v1/masters", body, cancel);
            job = await new JobWatch(service).EndAsync(job, progress is null ? null : new Rest(progress), cancel);
        }
        catch
        {
            await service.TryDeleteAsync($"/v1/uploads/{Numbers.Text(body, "uploadId")}"); // nothing came of it that somebody could go on with
            throw;
        }

        string Link(string name) => job["links"]![name]!.GetValue<string>();
        JsonObject report = await service.GetAsync(Link("report"), cancel);
        string plan = await service.TextAsync(Link("plan"), cancel);
        string? page = Local.Pages[i] is null ? null : await service.TextAsync(Link("page") + "?download=true", cancel);
        await RemoteFile.SaveAsync(service, Link("audio"), request.OutputPath, request.Overwrite, cancel);
        TextFile.Write(Local.PlanPath, PlanJson.Write(PlanJson.Read(plan) with { InputFile = Path.GetFullPath(file) }), request.Overwrite);
        TextFile.Write(Local.Pages[i], page, request.Overwrite);
        (report["file"], report["input"]!["file"]) = (file, file);
        (report["output"], report["result"]!["file"]) = (request.OutputPath, request.OutputPath);
        return report;
    }

    private sealed class Step(string name, IProgress<MasteringProgress> whole) : IProgress<double>
    {
        public void Report(double value) => whole.Report(new MasteringProgress(name, SentShare * value));
    }

    private sealed class Rest(IProgress<MasteringProgress> whole) : IProgress<MasteringProgress>
    {
        public void Report(MasteringProgress value) => whole.Report(value with { Share = SentShare + ((1 - SentShare) * value.Share) });
    }
}
