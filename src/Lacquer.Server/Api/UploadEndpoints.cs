using System.Globalization;
using Lacquer.Server.Accounts;
using Lacquer.Server.Api.Description;
using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>Uploads: in one request, or resumable by tus 1.0 (<see cref="TusEndpoints"/>) at the same address.</summary>
internal static class UploadEndpoints
{
    private const int LongestName = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder uploads = api.MapGroup("/v1/uploads").WithTags("Uploads");
        uploads.MapPost("", CreateAsync).TakesBytes().WithSummary("Uploads a file in one request, or, with Tus-Resumable, announces a resumable upload.")
            .Accepts<byte[]>("application/octet-stream", "*/*").Produces<UploadView>(StatusCodes.Status201Created)
            .Takes(TusEndpoints.VersionHeader, "1.0.0 announces a resumable upload; without it the body is the file.").Takes("Upload-Length", "With Tus-Resumable: bytes of the file.")
            .Takes("Upload-Metadata", "With Tus-Resumable: filename, in base64.").Tells(StatusCodes.Status201Created, "Location", "Where the upload is.")
            .Refuses(StatusCodes.Status402PaymentRequired, "The plan's storage is full.").Refuses(StatusCodes.Status411LengthRequired, "The length of the file is missing.")
            .Refuses(StatusCodes.Status412PreconditionFailed, "Another version of tus.").Refuses(StatusCodes.Status413PayloadTooLarge, "The file is too large.");
        uploads.MapGet("", ListAsync).WithSummary("The uploads, newest first.");
        uploads.MapGet("/{id}", GetAsync).WithSummary("One upload.");
        uploads.MapGet("/{id}/audio", AudioAsync).WithSummary("The file as it was uploaded; ranges are served.").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        uploads.MapDelete("/{id}", DeleteAsync).WithSummary("Erases an upload and everything that came from it.");
        TusEndpoints.Map(uploads);
    }

    /// <summary>An upload of the caller's, with its parts.</summary>
    public static async Task<Upload> FindAsync(Store store, HttpContext http, string id, CancellationToken cancel)
    {
        string account = Caller.AccountId(http);
        return await store.Uploads.AsNoTracking().Include(upload => upload.Parts).SingleOrDefaultAsync(upload => upload.Id == id && upload.AccountId == account, cancel)
            ?? throw ApiException.NotFound("upload");
    }

    /// <summary>An upload that can be worked with.</summary>
    public static async Task<Upload> FindCompleteAsync(Store store, HttpContext http, string id, CancellationToken cancel)
    {
        Upload upload = await FindAsync(store, http, id, cancel);
        return upload.IsComplete ? upload : throw new ApiException(StatusCodes.Status409Conflict, "upload-incomplete", "Not all there yet", $"{upload.Received} of {upload.Length} bytes have arrived; finish the upload first.");
    }

    /// <summary>The last part of a name, without what could do harm where it is shown or saved.</summary>
    public static string CleanName(string? name)
    {
        string last = (name ?? "").Split('/', '\\')[^1];
        string clean = new([.. last.Where(c => !char.IsControl(c) && !TurnsText(c) && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?')).Take(LongestName)]);
        return clean.Trim(' ', '.') is { Length: > 0 } trimmed ? trimmed : "untitled";
    }

    /// <summary>Marks that turn the direction of text: they make a name look like another one (Unicode Technical Report 36, 2.4).</summary>
    private static bool TurnsText(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static async Task<IResult> CreateAsync(HttpContext http, UploadDesk desk, Store store, ServiceSettings settings, CancellationToken cancel, string? name = null)
    {
        if (http.Request.Headers.ContainsKey(TusEndpoints.VersionHeader))
        {
            return await TusEndpoints.CreateAsync(http, desk, settings, cancel);
        }

        if (http.Request.ContentLength is not { } length)
        {
            throw new ApiException(StatusCodes.Status411LengthRequired, "length-required", "How long is it?", "Send the length of the file with it (Content-Length), or use a resumable upload.");
        }

        CheckLength(length, settings);
        Upload upload = await desk.CreateAsync(Caller.AccountId(http), CleanName(name), metadata: null, length, cancel);
        long received = await desk.AppendAsync(upload, http.Request.Body, check: null, cancel);
        upload.Received = received;
        return received == length
            ? TypedResults.Created($"/v1/uploads/{upload.Id}", UploadView.Of(upload))
            : throw new ApiException(StatusCodes.Status400BadRequest, "upload-incomplete", "Not all there", $"Only {received} of {length} bytes came.");
    }

    public static void CheckLength(long length, ServiceSettings settings)
    {
        if (length < 1)
        {
            throw ApiException.Impossible("", "The file is empty; export it again.");
        }

        if (length > settings.MaxUploadBytes)
        {
            throw new ApiException(StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", string.Create(CultureInfo.InvariantCulture, $"The file has {length / 1e6:0} MB; at most {settings.MaxUploadBytes / 1e6:0} MB are taken."));
        }
    }

    private static async Task<Ok<Page<UploadView>>> ListAsync(HttpContext http, Store store, CancellationToken cancel, int limit = Paging.Usual, string? after = null)
    {
        string account = Caller.AccountId(http);
        IQueryable<Upload> uploads = store.Uploads.AsNoTracking().Where(upload => upload.AccountId == account);
        if (Paging.After(after) is { } last)
        {
            uploads = uploads.Where(upload => upload.Created < last.Created || (upload.Created == last.Created && string.Compare(upload.Id, last.Id) > 0));
        }

        Upload[] found = await uploads.OrderByDescending(upload => upload.Created).ThenBy(upload => upload.Id).Take(Paging.Limit(limit) + 1).ToArrayAsync(cancel);
        return TypedResults.Ok(Paging.Of(found, limit, UploadView.Of, upload => (upload.Created, upload.Id)));
    }

    private static async Task<Ok<UploadView>> GetAsync(string id, HttpContext http, Store store, CancellationToken cancel) =>
        TypedResults.Ok(UploadView.Of(await FindAsync(store, http, id, cancel)));

    private static async Task<IResult> AudioAsync(string id, HttpContext http, Store store, IObjectStore objects, CancellationToken cancel) =>
        await ServeAsync(await FindCompleteAsync(store, http, id, cancel), http, objects, cancel);

    /// <summary>The file of an upload that the caller may hear.</summary>
    public static async Task<IResult> ServeAsync(Upload upload, HttpContext http, IObjectStore objects, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        // Never as the type that its sender says: only as a sound, or as bytes.
        string type = ContentTypes.Of(upload.Name.ToLowerInvariant());
        return Results.Stream(await UploadDesk.OpenAsync(upload, objects, cancel), type.StartsWith("audio/", StringComparison.Ordinal) ? type : "application/octet-stream", enableRangeProcessing: true);
    }

    /// <summary>Rows first: from then on nobody finds it, whatever happens to the files; the sweeper removes files that no row knows.</summary>
    private static async Task<NoContent> DeleteAsync(string id, HttpContext http, Store store, Erasure erasure, CancellationToken cancel)
    {
        if (http.Request.Headers.ContainsKey(TusEndpoints.VersionHeader))
        {
            TusEndpoints.Begin(http);
        }

        Upload upload = await FindAsync(store, http, id, cancel);
        await erasure.EraseAsync(upload.Id, cancel);
        return TypedResults.NoContent();
    }
}
