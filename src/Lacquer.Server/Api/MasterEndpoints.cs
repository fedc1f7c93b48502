using System.Text.Json;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;
using Lacquer.Server.Accounts;
using Lacquer.Server.Api.Description;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Lacquer.Server.Work;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>Masters and their revisions.</summary>
internal static class MasterEndpoints
{
    private const double LongestPreviewSeconds = 60;
    private const double ShortestPreviewSeconds = 0.5;

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder masters = api.MapGroup("/v1/masters").WithTags("Masters");
        masters.MapPost("", CreateAsync).WithSummary("Masters an upload; or, with preview, renders some seconds of what the master would be.").BeginsJob();
        masters.MapGet("", ListAsync).WithSummary("The masters, newest first.");
        masters.MapGet("/{id}", GetAsync).WithSummary("One master with its revisions.");
        masters.MapDelete("/{id}", DeleteAsync).WithSummary("Erases a master with its revisions; the upload stays.");
        masters.MapGet("/{id}/revisions", RevisionsAsync).WithSummary("The revisions, oldest first.");
        masters.MapPost("/{id}/revisions", ReviseAsync).WithSummary("Makes the next revision, or previews it.").BeginsJob();
        masters.MapGet("/{id}/revisions/{number:int}", RevisionAsync).WithSummary("One revision, with what differs from its parent.");
        masters.MapPost("/{id}/revisions/{number:int}/deliveries", DeliverAsync).WithSummary("Writes a revision in another format.").BeginsJob();
    }

    /// <summary>A master of the caller's, with its revisions and their jobs.</summary>
    public static async Task<Master> FindAsync(Store store, HttpContext http, string id, CancellationToken cancel)
    {
        string account = Caller.AccountId(http);
        return await store.Masters.AsNoTracking().Include(master => master.Revisions).ThenInclude(revision => revision.Job)
            .SingleOrDefaultAsync(master => master.Id == id && master.AccountId == account, cancel) ?? throw ApiException.NotFound("master");
    }

    /// <summary>The revision of a number, or the last one that was made.</summary>
    public static Revision Basis(Master master, int? number)
    {
        Revision? found = number is { } wanted
            ? master.Revisions.SingleOrDefault(revision => revision.Number == wanted)
            : master.Revisions.Where(revision => revision.Plan is not null).MaxBy(revision => revision.Number);
        return found is null ? throw ApiException.NotFound("revision")
            : found.Plan is null ? throw new ApiException(StatusCodes.Status409Conflict, "revision-unfinished", "Not made yet", $"Revision {found.Number} is not finished; wait for its job, or begin from another one.")
            : found;
    }

    /// <summary>The revision that notes begin with: the one before, where one of them goes back.</summary>
    /// <param name="master">The master.</param>
    /// <param name="basis">Where it would begin without them.</param>
    /// <param name="notes">The notes.</param>
    /// <param name="pointer">Where a note stands in the request.</param>
    /// <exception cref="ApiException">There is none before.</exception>
    public static Revision Begin(Master master, Revision basis, IReadOnlyList<string> notes, Func<int, string> pointer)
    {
        int back = notes.ToList().FindIndex(GoesBack);
        return back < 0 ? basis
            : basis.Parent is { } parent ? Basis(master, parent)
            : throw ApiException.Impossible(pointer(back), $"There is nothing to go back to: revision {basis.Number} is the first.");
    }

    /// <summary>Whether a note asks for the version before.</summary>
    public static bool GoesBack(string note) => NoteReader.Read(note).GoesBack;

    private static async Task<Accepted<JobView>> CreateAsync(MasterRequest request, HttpContext http, Store store, JobDesk desk, Quotas quotas, CancellationToken cancel)
    {
        if (request.From is not null)
        {
            throw ApiException.Impossible("/from", "A first master is made from nothing; post to its revisions for the next one.");
        }

        if (request.GoneBack && request.Plan is null)
        {
            throw ApiException.Impossible("/goneBack", "This says that plan is the one that was gone back to, and there is no plan.");
        }

        Upload upload = await UploadEndpoints.FindCompleteAsync(store, http, request.UploadId ?? throw ApiException.Impossible("/uploadId", "Say which upload is to be mastered."), cancel);
        string account = Caller.AccountId(http);
        JobWork work = InFormat(await quotas.PlanAsync(store, account, cancel), request, await WorkAsync(store, http, request, request.Plan?.GetRawText(), upload.Name, cancel));
        if (request.Preview is not null)
        {
            return await JobEndpoints.BeginAsync(http, desk, desk.New(JobKind.Preview, account, upload.Id, work), request, with: null, cancel);
        }

        string id = Ids.New("mst");
        Job job = desk.New(JobKind.Master, account, upload.Id, work, id, 1);
        return await JobEndpoints.BeginAsync(
            http,
            desk,
            job,
            request,
            added =>
            {
                added.Masters.Add(new Master { Id = id, AccountId = account, UploadId = upload.Id, Name = upload.Name, Created = job.Created });
                added.Revisions.Add(new Revision { MasterId = id, Number = 1, JobId = job.Id, Wishes = Wishes(work), Created = job.Created });
                return Task.CompletedTask;
            },
            cancel);
    }

    private static async Task<Accepted<JobView>> ReviseAsync(string id, MasterRequest request, HttpContext http, Store store, JobDesk desk, Quotas quotas, CancellationToken cancel)
    {
        if (request.UploadId is not null)
        {
            throw ApiException.Impossible("/uploadId", "A revision is made of the mix that its master was made of.");
        }

        if (request.Plan is not null)
        {
            throw ApiException.Impossible("/plan", "A revision begins with the plan of an earlier one; a new master can begin with another plan.");
        }

        if (request.GoneBack)
        {
            throw ApiException.Impossible("/goneBack", "A revision goes back by its note alone; leave this out.");
        }

        Master master = await FindAsync(store, http, id, cancel);
        Revision basis = Begin(master, Basis(master, request.From), request.Notes, i => $"/notes/{i}");
        request = request with { GoneBack = request.Notes.Any(GoesBack) };
        JobWork work = InFormat(await quotas.PlanAsync(store, master.AccountId, cancel), request, await WorkAsync(store, http, request, basis.Plan, master.Name, cancel));
        if (request.Preview is not null)
        {
            return await JobEndpoints.BeginAsync(http, desk, desk.New(JobKind.Preview, master.AccountId, master.UploadId, work, master.Id), request, with: null, cancel);
        }

        if (work.Wish!.Read().IsNothing && request.References is null)
        {
            throw ApiException.Impossible("", "Say what to change: controls, a note, a preset, references, set, bypass, lock or unlock.");
        }

        Job job = desk.New(JobKind.Master, master.AccountId, master.UploadId, work, master.Id);
        return await JobEndpoints.BeginAsync(
            http,
            desk,
            job,
            request,
            async added =>
            {
                // Of several at once each waits here for the one before, and gets the next number.
                await added.Masters.Where(each => each.Id == master.Id).ExecuteUpdateAsync(set => set.SetProperty(each => each.Created, each => each.Created), cancel);
                int last = await added.Revisions.Where(revision => revision.MasterId == master.Id).MaxAsync(revision => (int?)revision.Number, cancel) ?? throw ApiException.NotFound("master");
                job.Revision = last + 1;
                added.Revisions.Add(new Revision { MasterId = master.Id, Number = last + 1, Parent = basis.Number, JobId = job.Id, Wishes = Wishes(work), Created = job.Created });
            },
            cancel);
    }

    private static async Task<Accepted<JobView>> DeliverAsync(string id, int number, DeliveryRequest request, HttpContext http, Store store, JobDesk desk, Quotas quotas, CancellationToken cancel)
    {
        Master master = await FindAsync(store, http, id, cancel);
        Revision basis = Basis(master, number);
        var work = new JobWork { Name = master.Name, Plan = basis.Plan, Format = request.Format, Bits = request.Bits, RateHz = request.RateHz };
        request.Check("");
        Quotas.CheckFormat(await quotas.PlanAsync(store, master.AccountId, cancel), request.Format);
        if (await MadeAsync(store, master.Id, number, work, cancel) is { } made)
        {
            return TypedResults.Accepted($"/v1/jobs/{made.Id}", JobView.Of(made));
        }

        return await JobEndpoints.BeginAsync(http, desk, desk.New(JobKind.Delivery, master.AccountId, master.UploadId, work, master.Id, number), request, with: null, cancel);
    }

    /// <summary>The job that made, or is about to make, the same file: it would come out the same, bit for bit.</summary>
    private static async Task<Job?> MadeAsync(Store store, string masterId, int number, JobWork work, CancellationToken cancel)
    {
        Job[] deliveries = await store.Jobs.AsNoTracking()
            .Where(job => job.MasterId == masterId && job.Revision == number && job.Kind == JobKind.Delivery && job.State != JobState.Failed && job.State != JobState.Canceled && !job.CancelRequested)
            .ToArrayAsync(cancel);
        return deliveries.FirstOrDefault(job =>
            JsonSerializer.Deserialize<JobWork>(job.Payload, ServiceJson.Options)! is var other && (other.Format, other.Bits, other.RateHz) == (work.Format, work.Bits, work.RateHz));
    }

    private static async Task<Ok<Page<MasterView>>> ListAsync(HttpContext http, Store store, CancellationToken cancel, int limit = Paging.Usual, string? after = null)
    {
        string account = Caller.AccountId(http);
        IQueryable<Master> masters = store.Masters.AsNoTracking().Include(master => master.Revisions).ThenInclude(revision => revision.Job).Where(master => master.AccountId == account);
        if (Paging.After(after) is { } last)
        {
            masters = masters.Where(master => master.Created < last.Created || (master.Created == last.Created && string.Compare(master.Id, last.Id) > 0));
        }

        Master[] found = await masters.OrderByDescending(master => master.Created).ThenBy(master => master.Id).Take(Paging.Limit(limit) + 1).ToArrayAsync(cancel);
        return TypedResults.Ok(Paging.Of(found, limit, MasterView.Of, master => (master.Created, master.Id)));
    }

    private static async Task<Ok<MasterView>> GetAsync(string id, HttpContext http, Store store, CancellationToken cancel) =>
        TypedResults.Ok(MasterView.Of(await FindAsync(store, http, id, cancel)));

    private static async Task<Ok<RevisionView[]>> RevisionsAsync(string id, HttpContext http, Store store, CancellationToken cancel) =>
        TypedResults.Ok(MasterView.Of(await FindAsync(store, http, id, cancel)).Revisions.ToArray());

    private static async Task<Ok<RevisionView>> RevisionAsync(string id, int number, HttpContext http, Store store, CancellationToken cancel)
    {
        Master master = await FindAsync(store, http, id, cancel);
        Revision revision = master.Revisions.SingleOrDefault(r => r.Number == number) ?? throw ApiException.NotFound("revision");
        return TypedResults.Ok(RevisionView.Of(revision, master.Revisions.SingleOrDefault(r => r.Number == revision.Parent)));
    }

    private static async Task<NoContent> DeleteAsync(string id, HttpContext http, Store store, Erasure erasure, CancellationToken cancel)
    {
        Master master = await FindAsync(store, http, id, cancel);
        await erasure.EraseMasterAsync(master.Id, cancel);
        return TypedResults.NoContent();
    }

    /// <summary>Previews in the plan's format for them; masters lossless where the plan delivers that.</summary>
    private static JobWork InFormat(Plan plan, MasterRequest request, JobWork work)
    {
        if (request.Delivery is { } wanted)
        {
            if (request.Preview is not null)
            {
                throw ApiException.Impossible("/delivery", "A preview has the format that previews have.");
            }

            wanted.Check("/delivery");
            Quotas.CheckFormat(plan, wanted.Format);
            return work with { Format = wanted.Format, Bits = wanted.Bits, RateHz = wanted.RateHz };
        }

        return work with { Format = request.Preview is null && plan.Delivers(work.Format) ? work.Format : plan.PreviewFormat };
    }

    private static string Wishes(JobWork work) => JsonSerializer.Serialize(work.Wish, ServiceJson.Options);

    /// <summary>The request as work; what cannot be done is refused here, before anybody waits for it.</summary>
    public static async Task<JobWork> WorkAsync(Store store, HttpContext http, MasterRequest request, string? earlier, string name, CancellationToken cancel)
    {
        if (request.Preview is { } range && !(range.StartSeconds >= 0 && range.DurationSeconds is >= ShortestPreviewSeconds and <= LongestPreviewSeconds))
        {
            throw ApiException.Impossible("/preview", $"A preview begins at 0 s or later and lasts {ShortestPreviewSeconds} to {LongestPreviewSeconds} s.");
        }

        Wish wish = request.Wish with { Presets = await PresetEndpoints.ResolveAsync(store, http, request.Presets, cancel), References = await ReferenceEndpoints.WithProfilesAsync(store, http, request.References, cancel) };
        MasteringPlan? plan = earlier is null ? null : PlanJson.Read(earlier);
        try
        {
            wish.Read().On(plan);
        }
        catch (PlanException refusal)
        {
            throw GuiltyWish.Refusal(wish, plan, refusal);
        }

        if (wish.References is { } references)
        {
            references.Read();
        }

        for (int i = 0; i < wish.Notes.Count; i++)
        {
            NoteReading reading = NoteReader.Read(wish.Notes[i]);
            if (!reading.IsClear)
            {
                throw ApiException.Impossible($"/notes/{i}", reading.Objection);
            }

            if (reading.GoesBack && !request.GoneBack)
            {
                throw ApiException.Impossible($"/notes/{i}", "There is no version before a first master to go back to; a revision can go back.");
            }
        }

        return new JobWork
        {
            Name = name,
            Plan = earlier,
            HasGoneBack = request.GoneBack,
            Wish = wish,
            Sketch = request.Preview?.Sketch ?? false,
            FromSeconds = request.Preview?.StartSeconds ?? 0,
            ToSeconds = request.Preview is { } preview ? preview.StartSeconds + preview.DurationSeconds : 0,
        };
    }
}
