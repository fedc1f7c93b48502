using Lacquer.Server.Accounts;
using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>Links to one file for some time, for whoever gets them.</summary>
internal static class LinkEndpoints
{
    private const double LongestMinutes = 24 * 60;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/v1/jobs/{id}/files/{name}/links", CreateAsync).WithTags("Jobs").WithSummary("Makes a link to a file that works without a login, for some minutes.");
        api.MapGet("/v1/links/{id}/{name}", OpenAsync).OpenToAll().WithTags("Jobs").WithSummary("The file that a link was made for; ranges are served.")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
    }

    private static async Task<Created<LinkView>> CreateAsync(
        string id, string name, LinkRequest request, HttpContext http, Store store, LinkSigner signer, Audit audit, ServiceSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        Job job = await JobEndpoints.FindAsync(store, http, id, cancel);
        if (!JobView.Files(job).Any(file => file.Name == name))
        {
            throw ApiException.NotFound("file");
        }

        if (!(request.Minutes is >= 1 and <= LongestMinutes))
        {
            throw ApiException.Impossible("/minutes", $"A link holds for 1 to {LongestMinutes} minutes.");
        }

        DateTimeOffset end = clock.GetUtcNow().AddMinutes(request.Minutes);
        long until = end.ToUnixTimeSeconds();
        string signature = await signer.SignAsync(job.Id, name, until, cancel);
        audit.LinkMade(job.AccountId, job.Id, end, http.Connection.RemoteIpAddress);
        string root = settings.PublicAddress?.TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}";
        string url = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{root}/v1/links/{job.Id}/{name}?until={until}&signature={signature}");
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created(url, new LinkView { Url = url, ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(until) });
    }

    /// <summary>Forged, changed, over, erased: all the same to whoever asks.</summary>
    private static async Task<IResult> OpenAsync(
        string id, string name, HttpContext http, Store store, IObjectStore objects, LinkSigner signer, Quotas quotas, CancellationToken cancel, long until = 0, string signature = "")
    {
        if (!await signer.IsGoodAsync(id, name, until, signature, cancel))
        {
            throw ApiException.NotFound("link");
        }

        Job job = await store.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == id, cancel) ?? throw ApiException.NotFound("link");
        return await JobEndpoints.ServeAsync(job, name, http, store, objects, quotas, download: true, cancel);
    }
}
