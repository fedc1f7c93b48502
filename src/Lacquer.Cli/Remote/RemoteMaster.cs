using System.Text.Json.Nodes;
using Lacquer.Mastering;
using Lacquer.Mastering.Decision;

namespace Lacquer.Cli.Remote;

/// <summary>A master that a service made; its sound lies where it was asked for.</summary>
internal sealed record RemoteMaster
{
    private const double SentShare = 0.2; // of the bar; chosen

    /// <summary>The report, with the names that the files have here.</summary>
    public required JsonObject Report { get; init; }

    public required MasteringPlan Plan { get; init; }

    /// <summary>The page about it; null when it was not asked for.</summary>
    public required string? Page { get; init; }

    /// <summary>Sends a mix, has it mastered and brings what came of it.</summary>
    /// <param name="service">Who does it.</param>
    /// <param name="wishes">What the service is to do; uploadId is added.</param>
    /// <param name="request">Where the mix is, and where the master goes.</param>
    /// <param name="withPage">Whether the page is wanted.</param>
    /// <param name="stays">Whether mix and master stay on the service afterwards.</param>
    /// <param name="progress">Told of it; may be null.</param>
    /// <param name="cancel">Stops; nothing stays on the service.</param>
    /// <exception cref="ServiceException">It is away, refuses, or cannot do it.</exception>
    public static async Task<RemoteMaster> MakeAsync(
        ServiceClient service, JsonObject wishes, MasteringRequest request, bool withPage, bool stays, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        IProgress<double>? sent = progress is null ? null : new Step("upload", progress);
        JsonObject body = wishes.DeepClone().AsObject();
        body["uploadId"] = await new TusUpload(service).SendAsync(request.InputPath, sent, cancel);
        bool isMade = false;
        try
        {
            JsonObject job = await service.PostAsync("/v1/masters", body, cancel);
            job = await new JobWatch(service).EndAsync(job, progress is null ? null : new Rest(progress), cancel);
            isMade = true; // from here on somebody could go on with it there
            return await BringAsync(service, job, request, withPage, cancel);
        }
        finally
        {
            if (!isMade || !stays)
            {
                await service.TryDeleteAsync($"/v1/uploads/{Numbers.Text(body, "uploadId")}");
            }
        }
    }

    private static async Task<RemoteMaster> BringAsync(ServiceClient service, JsonObject job, MasteringRequest request, bool withPage, CancellationToken cancel)
    {
        string Link(string name) => job["links"]![name]!.GetValue<string>();
        JsonObject report = await service.GetAsync(Link("report"), cancel);
        string plan = await service.TextAsync(Link("plan"), cancel);
        string? page = withPage ? await service.TextAsync(Link("page") + "?download=true", cancel) : null;
        await RemoteFile.SaveAsync(service, Link("audio"), request.OutputPath, request.Overwrite, cancel);
        (report["file"], report["input"]!["file"]) = (request.InputPath, request.InputPath);
        (report["output"], report["result"]!["file"]) = (request.OutputPath, request.OutputPath);
        return new RemoteMaster { Report = report, Plan = PlanJson.Read(plan), Page = page };
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
