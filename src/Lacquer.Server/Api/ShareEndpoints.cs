using Lacquer.Server.Accounts;
using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>Links by which others hear a master, and what those said, for the master's owner.</summary>
internal static class ShareEndpoints
{
    private const int MostShares = 50;
    private const double LongestDays = 365;

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder master = api.MapGroup("/v1/masters/{id}").WithTags("Sharing");
        master.MapPost("/shares", CreateAsync).WithSummary("Makes a link by which others hear the master. Its address is in this answer and never again.");
        master.MapGet("/shares", ListAsync).WithSummary("The links to a master, newest first; those that are over too.");
        master.MapDelete("/shares/{share}", RevokeAsync).WithSummary("Revokes a link, at once. What was said by it stays.");
        master.MapGet("/comments", CommentsAsync).WithSummary("What listeners said, in the order of the song.");
        master.MapPatch("/comments/{comment}", ChangeAsync).WithSummary("Marks a comment as read or done, or answers it.");
        master.MapDelete("/comments/{comment}", DeleteAsync).WithSummary("Deletes a comment.");
        master.MapGet("/approvals", ApprovalsAsync).WithSummary("Who approved which revision, or wants changes; oldest first.");
    }

    private static async Task<Created<ShareView>> CreateAsync(
        string id, ShareRequest request, HttpContext http, Store store, Audit audit, ServiceSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        Master master = await MasterEndpoints.FindAsync(store, http, id, cancel);
        if (!(request.ExpiresInDays is >= 1 and <= LongestDays))
        {
            throw ApiException.Impossible("/expiresInDays", $"A link holds for 1 to {LongestDays} days.");
        }

        if (await store.Shares.CountAsync(share => share.MasterId == master.Id, cancel) >= MostShares)
        {
            throw ApiException.Impossible("", $"A master has at most {MostShares} links; revoke one that is not used.");
        }

        string token = Secrets.New();
        DateTimeOffset now = clock.GetUtcNow(), end = now.AddDays(request.ExpiresInDays);
        var share = new Share
        {
            Id = Ids.New("shr"),
            MasterId = master.Id,
            TokenHash = Secrets.Hash(token),
            Name = PlainWords.Name(request.Name, "/name", needed: false),
            MayComment = request.MayComment,
            MayApprove = request.MayApprove,
            Created = now.ToUnixTimeMilliseconds(),
            Expires = end.ToUnixTimeMilliseconds(),
        };
        store.Shares.Add(share);
        await store.SaveChangesAsync(cancel);
        audit.Shared(master.AccountId, master.Id, share.Id, end, http.Connection.RemoteIpAddress);
        http.Response.Headers.CacheControl = "no-store";
        string root = settings.PublicAddress?.TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}";
        return TypedResults.Created($"/v1/masters/{master.Id}/shares/{share.Id}", ShareView.Of(share) with { Url = $"{root}/share/{token}" });
    }

    private static async Task<Ok<ShareView[]>> ListAsync(string id, HttpContext http, Store store, CancellationToken cancel)
    {
        Master master = await MasterEndpoints.FindAsync(store, http, id, cancel);
        Share[] shares = await store.Shares.AsNoTracking().Where(share => share.MasterId == master.Id).OrderByDescending(share => share.Created).ThenBy(share => share.Id).ToArrayAsync(cancel);
        return TypedResults.Ok(Array.ConvertAll(shares, ShareView.Of));
    }

    private static async Task<NoContent> RevokeAsync(string id, string share, HttpContext http, Store store, Audit audit, CancellationToken cancel)
    {
        Master master = await MasterEndpoints.FindAsync(store, http, id, cancel);
        if (await store.Shares.Where(each => each.Id == share && each.MasterId == master.Id).ExecuteDeleteAsync(cancel) == 0)
        {
            throw ApiException.NotFound("link");
        }

        audit.ShareRevoked(master.AccountId, share, http.Connection.RemoteIpAddress);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<CommentView[]>> CommentsAsync(string id, HttpContext http, Store store, CancellationToken cancel)
    {
        Master master = await MasterEndpoints.FindAsync(store, http, id, cancel);
        Comment[] comments = await store.Comments.AsNoTracking().Where(comment => comment.MasterId == master.Id)
            .OrderBy(comment => comment.AtSeconds).ThenBy(comment => comment.Created).ThenBy(comment => comment.Id).ToArrayAsync(cancel);
        return TypedResults.Ok(Array.ConvertAll(comments, CommentView.Of));
    }

    private static async Task<Ok<CommentView>> ChangeAsync(string id, string comment, CommentChange request, HttpContext http, Store store, TimeProvider clock, CancellationToken cancel)
    {
        Master master = await MasterEndpoints.FindAsync(store, http, id, cancel);
        Comment found = await store.Comments.SingleOrDefaultAsync(each => each.Id == comment && each.MasterId == master.Id, cancel) ?? throw ApiException.NotFound("comment");
        found.Seen = request.Read ?? found.Seen;
        found.Done = request.Done ?? found.Done;
        if (request.Answer is not null)
        {
            string answer = PlainWords.Text(request.Answer, "/answer", needed: false);
            found.Answer = answer.Length > 0 ? answer : null;
            found.Answered = answer.Length > 0 ? clock.GetUtcNow().ToUnixTimeMilliseconds() : null;
            found.Seen = true;
        }

        await store.SaveChangesAsync(cancel);
        return TypedResults.Ok(CommentView.Of(found));
    }

    private static async Task<NoContent> DeleteAsync(string id, string comment, HttpContext http, Store store, CancellationToken cancel)
    {
        Master master = await MasterEndpoints.FindAsync(store, http, id, cancel);
        return await store.Comments.Where(each => each.Id == comment && each.MasterId == master.Id).ExecuteDeleteAsync(cancel) == 0
            ? throw ApiException.NotFound("comment")
            : TypedResults.NoContent();
    }

    private static async Task<Ok<ApprovalView[]>> ApprovalsAsync(string id, HttpContext http, Store store, CancellationToken cancel)
    {
        Master master = await MasterEndpoints.FindAsync(store, http, id, cancel);
        Approval[] approvals = await store.Approvals.AsNoTracking().Where(approval => approval.MasterId == master.Id).OrderBy(approval => approval.Created).ThenBy(approval => approval.Name).ToArrayAsync(cancel);
        return TypedResults.Ok(Array.ConvertAll(approvals, ApprovalView.Of));
    }
}
