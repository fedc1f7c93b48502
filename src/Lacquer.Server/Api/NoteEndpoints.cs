using System.Text.Json.Nodes;
using Lacquer.Mastering.Decision.Notes;
using Lacquer.Mastering.Reporting;
using Lacquer.Server.Api.Description;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>What a note would do, before it is done.</summary>
internal static class NoteEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/v1/notes:interpret", InterpretAsync).WithTags("Notes")
        .WithSummary("What a note means and, for a master, what it would change. An unclear note is answered with a question and choices.")
        .Produces<JsonObject>().Produces<JobView>(StatusCodes.Status202Accepted)
        .Tells(StatusCodes.Status202Accepted, "Location", "The job that finds out what would change, where that takes longer.")
        .Refuses(StatusCodes.Status409Conflict, "The revision is not made yet.");

    private static async Task<IResult> InterpretAsync(
        NoteRequest request, HttpContext http, Store store, IDbContextFactory<Store> stores, JobDesk desk, JobBell bell, IObjectStore objects, CancellationToken cancel)
    {
        NoteReading reading = NoteReader.Read(request.Note);
        JsonObject answer = NoteJson.Write(reading);
        if (!reading.IsClear || request.MasterId is null)
        {
            return Results.Json(answer, ServiceJson.Options);
        }

        Master master = await MasterEndpoints.FindAsync(store, http, request.MasterId, cancel);
        Revision basis = MasterEndpoints.Basis(master, request.Revision), begin = MasterEndpoints.Begin(master, basis, [request.Note], _ => "/note");
        JobWork work = await MasterEndpoints.WorkAsync(store, http, new MasterRequest { Notes = [request.Note], GoneBack = reading.GoesBack }, begin.Plan, master.Name, cancel) with { Compared = basis.Plan };
        Job job = await desk.BeginAsync(desk.New(JobKind.Interpretation, master.AccountId, master.UploadId, work, master.Id), key: null, requestHash: "", with: null, cancel);
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (job.State is JobState.Waiting or JobState.Processing && waited.Elapsed < Patience)
        {
            await bell.WaitAsync(Look, cancel);
            Store fresh = await stores.CreateDbContextAsync(cancel);
            await using (fresh)
            {
                job = await JobEndpoints.FindAsync(fresh, http, job.Id, cancel);
            }
        }

        if (job.State == JobState.Failed)
        {
            throw ApiException.Impossible("/note", job.FailureMessage ?? "The note cannot be followed.");
        }

        if (job.State != JobState.Succeeded)
        {
            return TypedResults.Accepted($"/v1/jobs/{job.Id}", JobView.Of(job));
        }

        await using Stream content = await objects.OpenAsync(JobView.Files(job).Single(file => file.Name == "diff.json").Key, cancel);
        JsonObject diff = (await JsonNode.ParseAsync(content, cancellationToken: cancel))!.AsObject();
        foreach ((string name, JsonNode? value) in diff)
        {
            answer[name] = value?.DeepClone();
        }

        answer["revision"] = basis.Number;
        return Results.Json(answer, ServiceJson.Options);
    }
}
