using System.Text.Json.Nodes;
using Lacquer.Server.Accounts;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>What a link to a master opens, to whoever has it: this one master, and nothing else of its account.</summary>
internal static class ListenerEndpoints
{
    private const int CommentsAMinute = 20;
    private const int MostComments = 500; // of one link
    private const int MostApprovals = 200;
    private const double EndToleranceSeconds = 1; // a player's clock may run on a little

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder shares = api.MapGroup("/v1/shares/{token}").WithTags("Sharing").OpenToAll();
        shares.MapGet("", GetAsync).WithSummary("What a link opens: the song, its revisions, what was said by this link.");
        shares.MapGet("/mix", MixAsync).WithSummary("The mix; ranges are served.").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        shares.MapGet("/revisions/{number:int}/audio", AudioAsync).WithSummary("A revision; ranges are served.").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        shares.MapGet("/revisions/{number:int}/charts", ChartsAsync).WithSummary("The curves of a revision.").Produces<JsonObject>();
        shares.MapPost("/comments", CommentAsync).WithSummary("Says something about a moment of a revision.");
        shares.MapPost("/approval", ApproveAsync).WithSummary("Approves a revision, or asks for changes; the same name may change its mind.");
    }

    private static async Task<Ok<SharedView>> GetAsync(string token, HttpContext http, Store store, IObjectStore objects, TimeProvider clock, CancellationToken cancel)
    {
        Share share = await FindAsync(store, token, clock, cancel);
        Master master = await MasterAsync(store, share, cancel);
        var revisions = new List<SharedRevisionView>();
        foreach (Revision revision in Made(master))
        {
            revisions.Add(await ViewAsync(token, revision, objects, cancel));
        }

        Comment[] comments = await store.Comments.AsNoTracking().Where(comment => comment.ShareId == share.Id).OrderBy(comment => comment.AtSeconds).ThenBy(comment => comment.Created).ToArrayAsync(cancel);
        Approval[] approvals = await store.Approvals.AsNoTracking().Where(approval => approval.ShareId == share.Id).OrderBy(approval => approval.Created).ToArrayAsync(cancel);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SharedView
        {
            Name = master.Name,
            MayComment = share.MayComment,
            MayApprove = share.MayApprove,
            ExpiresAt = JobView.Time(share.Expires),
            Mix = $"/v1/shares/{token}/mix",
            Revisions = revisions,
            Comments = [.. comments.Select(comment => CommentView.Of(comment) with { ShareId = null })],
            Approvals = [.. approvals.Select(approval => ApprovalView.Of(approval) with { ShareId = null })],
        });
    }

    private static async Task<IResult> MixAsync(string token, HttpContext http, Store store, IObjectStore objects, TimeProvider clock, CancellationToken cancel)
    {
        Share share = await FindAsync(store, token, clock, cancel);
        Upload upload = await store.Uploads.AsNoTracking().Include(upload => upload.Parts).SingleOrDefaultAsync(upload => store.Masters.Any(master => master.Id == share.MasterId && master.UploadId == upload.Id), cancel)
            ?? throw NotFound();
        IResult sound = await UploadEndpoints.ServeAsync(upload, http, objects, cancel);
        AskEachTime(http);
        return sound;
    }

    private static async Task<IResult> AudioAsync(string token, int number, HttpContext http, Store store, IObjectStore objects, Quotas quotas, TimeProvider clock, CancellationToken cancel)
    {
        Job job = (await RevisionAsync(token, number, store, clock, cancel)).Job!;
        JobFile file = JobView.Files(job).FirstOrDefault(file => Path.GetFileNameWithoutExtension(file.Name) == "audio") ?? throw ApiException.NotFound("file");
        IResult sound = await JobEndpoints.ServeAsync(job, file.Name, http, store, objects, quotas, download: false, cancel);
        AskEachTime(http);
        return sound;
    }

    private static async Task<IResult> ChartsAsync(string token, int number, HttpContext http, Store store, IObjectStore objects, Quotas quotas, TimeProvider clock, CancellationToken cancel)
    {
        IResult charts = await JobEndpoints.ServeAsync((await RevisionAsync(token, number, store, clock, cancel)).Job!, "charts.json", http, store, objects, quotas, download: false, cancel);
        AskEachTime(http);
        return charts;
    }

    private static async Task<Created<CommentView>> CommentAsync(string token, CommentRequest request, Store store, IObjectStore objects, TimeProvider clock, CancellationToken cancel)
    {
        string author = PlainWords.Name(request.Author, "/author"), text = PlainWords.Text(request.Text, "/text");
        Share share = await FindAsync(store, token, clock, cancel);
        if (!share.MayComment)
        {
            throw new ApiException(StatusCodes.Status403Forbidden, "link-listens-only", "Only to listen", "Whoever made this link wants no comments by it.");
        }

        Revision revision = await RevisionAsync(store, share, request.Revision, cancel);
        double seconds = (await ViewAsync(token, revision, objects, cancel)).DurationSeconds;
        if (!(request.AtSeconds >= 0 && request.AtSeconds <= seconds + EndToleranceSeconds))
        {
            throw ApiException.Impossible("/atSeconds", "This moment is not within the song.");
        }

        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await LockAsync(store, share, cancel);
        long aMinuteAgo = now - (long)Minute.TotalMilliseconds;
        if (await store.Comments.CountAsync(comment => comment.ShareId == share.Id && comment.Created > aMinuteAgo, cancel) >= CommentsAMinute)
        {
            throw new ApiException(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many at once", "Many comments came by this link just now; wait a little.") { RetryAfter = Minute };
        }

        if (await store.Comments.CountAsync(comment => comment.ShareId == share.Id, cancel) >= MostComments)
        {
            throw ApiException.Impossible("", $"By one link come at most {MostComments} comments; ask for another one.");
        }

        var comment = new Comment
        {
            Id = Ids.New("cmt"),
            MasterId = share.MasterId,
            ShareId = share.Id,
            Revision = revision.Number,
            AtSeconds = Math.Min(request.AtSeconds, seconds),
            Author = author,
            Text = text,
            Created = now,
        };
        store.Comments.Add(comment);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return TypedResults.Created((string?)null, CommentView.Of(comment) with { ShareId = null });
    }

    private static async Task<Ok<ApprovalView>> ApproveAsync(string token, ApprovalRequest request, Store store, TimeProvider clock, CancellationToken cancel)
    {
        string name = PlainWords.Name(request.Name, "/name");
        Share share = await FindAsync(store, token, clock, cancel);
        if (!share.MayApprove)
        {
            throw new ApiException(StatusCodes.Status403Forbidden, "link-listens-only", "Not for approval", "Whoever made this link asks for no approval by it.");
        }

        Revision revision = await RevisionAsync(store, share, request.Revision, cancel);
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await LockAsync(store, share, cancel);
        Approval? approval = await store.Approvals.SingleOrDefaultAsync(each => each.ShareId == share.Id && each.Revision == revision.Number && each.Name == name, cancel);
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (approval is null)
        {
            if (await store.Approvals.CountAsync(each => each.ShareId == share.Id, cancel) >= MostApprovals)
            {
                throw ApiException.Impossible("", $"By one link come at most {MostApprovals} approvals; ask for another one.");
            }

            approval = new Approval { ShareId = share.Id, Revision = revision.Number, Name = name, MasterId = share.MasterId, Verdict = request.Verdict, Created = now };
            store.Approvals.Add(approval);
        }

        (approval.Verdict, approval.Created) = (request.Verdict, now);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return TypedResults.Ok(ApprovalView.Of(approval) with { ShareId = null });
    }

    /// <summary>Forged, revoked, over, erased: all the same to whoever asks.</summary>
    private static async Task<Share> FindAsync(Store store, string token, TimeProvider clock, CancellationToken cancel)
    {
        string hash = Secrets.Hash(token);
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return await store.Shares.AsNoTracking().SingleOrDefaultAsync(share => share.TokenHash == hash && share.Expires > now, cancel) ?? throw NotFound();
    }

    /// <summary>Makes others who write by the link wait until this transaction is over, so that counting counts; and sees that it was not revoked meanwhile.</summary>
    private static async Task LockAsync(Store store, Share share, CancellationToken cancel)
    {
        if (await store.Shares.Where(each => each.Id == share.Id).ExecuteUpdateAsync(set => set.SetProperty(each => each.Created, each => each.Created), cancel) == 0)
        {
            throw NotFound();
        }
    }

    private static async Task<Master> MasterAsync(Store store, Share share, CancellationToken cancel) =>
        await store.Masters.AsNoTracking().Include(master => master.Revisions).ThenInclude(revision => revision.Job).SingleOrDefaultAsync(master => master.Id == share.MasterId, cancel) ?? throw NotFound();

    private static IEnumerable<Revision> Made(Master master) => master.Revisions.Where(revision => revision.Job!.State == JobState.Succeeded).OrderBy(revision => revision.Number);

    private static async Task<Revision> RevisionAsync(string token, int number, Store store, TimeProvider clock, CancellationToken cancel) =>
        await RevisionAsync(store, await FindAsync(store, token, clock, cancel), number, cancel);

    private static async Task<Revision> RevisionAsync(Store store, Share share, int number, CancellationToken cancel) =>
        Made(await MasterAsync(store, share, cancel)).SingleOrDefault(revision => revision.Number == number) ?? throw ApiException.NotFound("revision");

    /// <summary>Of the report only what a listener needs: not what was done, nor what the file was called on somebody's disk.</summary>
    private static async Task<SharedRevisionView> ViewAsync(string token, Revision revision, IObjectStore objects, CancellationToken cancel)
    {
        await using Stream content = await objects.OpenAsync(JobView.Files(revision.Job!).Single(file => file.Name == "report.json").Key, cancel);
        JsonNode report = (await JsonNode.ParseAsync(content, cancellationToken: cancel))!;
        JsonNode mix = report["input"]!, master = report["result"]!;
        string below = $"/v1/shares/{token}/revisions/{revision.Number}";
        return new SharedRevisionView
        {
            Number = revision.Number,
            CreatedAt = JobView.Time(revision.Created),
            Verdict = report["verdict"]!.GetValue<string>(),
            DurationSeconds = mix["durationSeconds"]!.GetValue<double>(),
            MixLoudnessLufs = mix["loudness"]!["integratedLufs"]?.GetValue<double>(),
            LoudnessLufs = master["loudness"]!["integratedLufs"]?.GetValue<double>(),
            TruePeakDbtp = master["loudness"]!["truePeakDbtp"]?.GetValue<double>(),
            Links = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["audio"] = $"{below}/audio", ["charts"] = $"{below}/charts" },
        };
    }

    /// <summary>A browser that has heard it once asks again, and hears that the link is over.</summary>
    private static void AskEachTime(HttpContext http) => http.Response.Headers.CacheControl = "private, no-cache";

    private static ApiException NotFound() => ApiException.NotFound("link; perhaps it was revoked, or its time is over");
}
