using Lacquer.Server.Api.Description;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Lacquer.Server.Work;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>Tracks that masters can be drawn towards. Their numbers stay when their sound is erased.</summary>
internal static class ReferenceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder references = api.MapGroup("/v1/references").WithTags("References");
        references.MapPost("", CreateAsync).WithSummary("Measures an upload as a reference.").BeginsJob();
        references.MapGet("", ListAsync).WithSummary("The references, newest first.");
        references.MapGet("/{id}", GetAsync).WithSummary("One reference.");
        references.MapDelete("/{id}", DeleteAsync).WithSummary("Forgets a reference; masters that were drawn towards it keep their sound.");
    }

    /// <summary>The references with their numbers looked up.</summary>
    public static async Task<WishedReferences?> WithProfilesAsync(Store store, HttpContext http, WishedReferences? wished, CancellationToken cancel)
    {
        if (wished is null)
        {
            return null;
        }

        var tracks = new List<WishedReference>();
        for (int i = 0; i < wished.Tracks.Count; i++)
        {
            Reference reference = await FindAsync(store, http, wished.Tracks[i].Id, cancel);
            tracks.Add(wished.Tracks[i] with
            {
                Profile = reference.Profile ?? throw ApiException.Impossible($"/references/tracks/{i}", $"The reference {reference.Name} is not measured yet; wait for its job."),
            });
        }

        return wished with { Tracks = tracks };
    }

    private static async Task<Reference> FindAsync(Store store, HttpContext http, string id, CancellationToken cancel)
    {
        string account = Caller.AccountId(http);
        return await store.References.AsNoTracking().Include(reference => reference.Job).SingleOrDefaultAsync(reference => reference.Id == id && reference.AccountId == account, cancel)
            ?? throw ApiException.NotFound("reference");
    }

    private static async Task<Accepted<ReferenceView>> CreateAsync(ReferenceRequest request, HttpContext http, Store store, JobDesk desk, CancellationToken cancel)
    {
        Upload upload = await UploadEndpoints.FindCompleteAsync(store, http, request.UploadId, cancel);
        string account = Caller.AccountId(http);
        Job job = desk.New(JobKind.Reference, account, upload.Id, new JobWork { Name = upload.Name });
        string id = Ids.New("ref");
        Accepted<JobView> begun = await JobEndpoints.BeginAsync(
            http,
            desk,
            job,
            request,
            added =>
            {
                added.References.Add(new Reference { Id = id, AccountId = account, Name = UploadEndpoints.CleanName(request.Name ?? upload.Name), UploadId = upload.Id, JobId = job.Id, Created = job.Created });
                return Task.CompletedTask;
            },
            cancel);
        Reference reference = await store.References.AsNoTracking().Include(r => r.Job).SingleAsync(r => r.JobId == begun.Value!.Id, cancel);
        return TypedResults.Accepted($"/v1/jobs/{reference.JobId}", ReferenceView.Of(reference));
    }

    private static async Task<Ok<Page<ReferenceView>>> ListAsync(HttpContext http, Store store, CancellationToken cancel, int limit = Paging.Usual, string? after = null)
    {
        string account = Caller.AccountId(http);
        IQueryable<Reference> references = store.References.AsNoTracking().Include(reference => reference.Job).Where(reference => reference.AccountId == account);
        if (Paging.After(after) is { } last)
        {
            references = references.Where(reference => reference.Created < last.Created || (reference.Created == last.Created && string.Compare(reference.Id, last.Id) > 0));
        }

        Reference[] found = await references.OrderByDescending(reference => reference.Created).ThenBy(reference => reference.Id).Take(Paging.Limit(limit) + 1).ToArrayAsync(cancel);
        return TypedResults.Ok(Paging.Of(found, limit, ReferenceView.Of, reference => (reference.Created, reference.Id)));
    }

    private static async Task<Ok<ReferenceView>> GetAsync(string id, HttpContext http, Store store, CancellationToken cancel) =>
        TypedResults.Ok(ReferenceView.Of(await FindAsync(store, http, id, cancel)));

    private static async Task<NoContent> DeleteAsync(string id, HttpContext http, Store store, CancellationToken cancel)
    {
        Reference reference = await FindAsync(store, http, id, cancel);
        await store.References.Where(r => r.Id == reference.Id).ExecuteDeleteAsync(cancel);
        return TypedResults.NoContent();
    }
}
