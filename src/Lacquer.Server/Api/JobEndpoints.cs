using System.Text;
using Lacquer.Server.Accounts;
using Lacquer.Server.Api.Description;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Lacquer.Server.Api;

/// <summary>Jobs: how far they are, canceling, and the files they left.</summary>
internal static class JobEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder jobs = api.MapGroup("/v1/jobs").WithTags("Jobs");
        jobs.MapGet("/{id}", GetAsync).WithSummary("How far a job is.");
        jobs.MapDelete("/{id}", CancelAsync).WithSummary("Cancels a job that is not over yet.");
        jobs.MapGet("/{id}/events", JobEvents.StreamAsync).WithSummary("Tells of a job as server-sent events, until it is over.").Produces<JobView>(contentType: "text/event-stream")
            .Produces(StatusCodes.Status204NoContent).Takes("Last-Event-ID", "The last event that was heard: only later ones are told. 204 when there will be none.");
        jobs.MapGet("/{id}/files/{name}", FileAsync).WithSummary("A file that a job left; ranges are served.").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        LinkEndpoints.Map(api);
    }

    public static async Task<Job> FindAsync(Store store, HttpContext http, string id, CancellationToken cancel)
    {
        string account = Caller.AccountId(http);
        return await store.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == id && job.AccountId == account, cancel) ?? throw ApiException.NotFound("job");
    }

    /// <summary>Begins a job for a request; the same request under the same Idempotency-Key begins one.</summary>
    public static async Task<Accepted<JobView>> BeginAsync(HttpContext http, JobDesk desk, Job job, object request, Func<Store, Task>? with, CancellationToken cancel)
    {
        string? key = http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } given ? given : null;
        if (key is { Length: > 200 })
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "invalid-request", "Not possible", "An Idempotency-Key has at most 200 characters.");
        }

        try
        {
            Job begun = await desk.BeginAsync(job, key, JobDesk.Hash(http.Request.Path, request), with, cancel);
            return TypedResults.Accepted($"/v1/jobs/{begun.Id}", JobView.Of(begun));
        }
        catch (InvalidOperationException e) when (e.Message == "idempotency")
        {
            throw new ApiException(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "Another request", "This Idempotency-Key was used for another request; choose a new one.");
        }
    }

    private static async Task<Ok<JobView>> GetAsync(string id, HttpContext http, Store store, CancellationToken cancel) =>
        TypedResults.Ok(JobView.Of(await FindAsync(store, http, id, cancel)));

    private static async Task<Accepted<JobView>> CancelAsync(string id, HttpContext http, Store store, JobBoard board, JobBell bell, CancellationToken cancel)
    {
        await FindAsync(store, http, id, cancel);
        await board.RequestCancelAsync(id, cancel);
        bell.Ring();
        return TypedResults.Accepted($"/v1/jobs/{id}", JobView.Of(await FindAsync(store, http, id, cancel)));
    }

    private static async Task<IResult> FileAsync(string id, string name, HttpContext http, Store store, IObjectStore objects, Quotas quotas, CancellationToken cancel, bool download = false) =>
        await ServeAsync(await FindAsync(store, http, id, cancel), name, http, store, objects, quotas, download, cancel);

    /// <summary>A file of a job that the caller may have.</summary>
    public static async Task<IResult> ServeAsync(Job job, string name, HttpContext http, Store store, IObjectStore objects, Quotas quotas, bool download, CancellationToken cancel)
    {
        JobFile file = JobView.Files(job).FirstOrDefault(file => file.Name == name) ?? throw ApiException.NotFound("file");
        if (job.Kind is JobKind.Master or JobKind.Delivery && Path.GetFileNameWithoutExtension(name) == "audio")
        {
            // Made under a larger plan, perhaps: it is kept, and comes back with that plan.
            Quotas.CheckFormat(await quotas.PlanAsync(store, job.AccountId, cancel), Path.GetExtension(name)[1..]);
        }

        Stream content = await objects.OpenAsync(file.Key, cancel);
        // What a job left never changes.
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        if (name == ReportPage.Name && !download)
        {
            using var reader = new StreamReader(content);
            string page = await reader.ReadToEndAsync(cancel);
            http.Response.Headers.ContentSecurityPolicy = ReportPage.Policy(page);
            return Results.Text(page, "text/html", Encoding.UTF8);
        }

        return Results.Stream(content, ContentTypes.Of(name), download ? DownloadName(job, name) : null, entityTag: new EntityTagHeaderValue($"\"{job.Version}\""), enableRangeProcessing: true);
    }

    /// <summary>song.wav becomes song.master.r2.wav.</summary>
    private static string DownloadName(Job job, string name)
    {
        string song = Path.GetFileNameWithoutExtension(System.Text.Json.JsonSerializer.Deserialize<JobWork>(job.Payload, ServiceJson.Options)!.Name);
        string part = Path.GetFileNameWithoutExtension(name);
        return $"{song}{(job.Revision is { } revision ? $".master.r{revision}" : "")}{(part == "audio" ? "" : "." + part)}{Path.GetExtension(name)}";
    }
}
