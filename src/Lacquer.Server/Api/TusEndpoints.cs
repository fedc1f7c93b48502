using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lacquer.Server.Accounts;
using Lacquer.Server.Api.Description;
using Lacquer.Server.Storage;

namespace Lacquer.Server.Api;

/// <summary>Resumable uploads: tus 1.0.0, core protocol with creation, creation-with-upload, termination, expiration and checksum.</summary>
/// <remarks>https://tus.io/protocols/resumable-upload, version 1.0.0.</remarks>
internal static class TusEndpoints
{
    public const string VersionHeader = "Tus-Resumable";

    private const string Version = "1.0.0";
    private const string MetadataHeader = "Upload-Metadata";
    private const int LongestMetadata = 4_096; // a name and a type are far shorter
    private const string ContentType = "application/offset+octet-stream";
    private const int ChecksumMismatch = 460; // tus, checksum extension

    public static void Map(RouteGroupBuilder uploads)
    {
        uploads.MapMethods("", ["OPTIONS"], OptionsAsync).WithSummary("What resumable uploads can do here.").Produces(StatusCodes.Status204NoContent)
            .Tells(StatusCodes.Status204NoContent, "Tus-Extension", "creation,creation-with-upload,termination,expiration,checksum").Tells(StatusCodes.Status204NoContent, "Tus-Max-Size", "Largest file, in bytes.");
        uploads.MapMethods("/{id}", ["OPTIONS"], OptionsAsync).ExcludeFromDescription();
        uploads.MapMethods("/{id}", ["HEAD"], HeadAsync).WithSummary("How far a resumable upload is.").Produces(StatusCodes.Status200OK).Takes(VersionHeader, Version, required: true)
            .Tells(StatusCodes.Status200OK, "Upload-Offset", "Bytes that are stored for certain.").Tells(StatusCodes.Status200OK, "Upload-Length", "Bytes announced.")
            .Tells(StatusCodes.Status200OK, MetadataHeader, "As it was announced.").Tells(StatusCodes.Status200OK, "Upload-Expires", "When an unfinished one is thrown away.")
            .Refuses(StatusCodes.Status412PreconditionFailed, "Another version of tus.");
        uploads.MapMethods("/{id}", ["PATCH"], PatchAsync).TakesBytes().WithSummary("Goes on with a resumable upload.").Accepts<byte[]>(ContentType).Produces(StatusCodes.Status204NoContent)
            .Takes(VersionHeader, Version, required: true).Takes("Upload-Offset", "Where these bytes begin.", required: true).Takes("Upload-Checksum", "sha1, sha256 or md5, and the digest in base64: then all of it is kept, or nothing.")
            .Tells(StatusCodes.Status204NoContent, "Upload-Offset", "Bytes that are stored now.")
            .Refuses(StatusCodes.Status409Conflict, "The upload goes on elsewhere.").Refuses(StatusCodes.Status412PreconditionFailed, "Another version of tus.")
            .Refuses(StatusCodes.Status413PayloadTooLarge, "More bytes than announced.").Refuses(StatusCodes.Status415UnsupportedMediaType, "Not the type of tus.")
            .Refuses(ChecksumMismatch, "The bytes are not those of the checksum.");
    }

    /// <summary>Checks the protocol's version and names ours.</summary>
    public static void Begin(HttpContext http)
    {
        // At the last moment, so that an answer to an exception has them too.
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[VersionHeader] = Version;
            http.Response.Headers["Tus-Version"] = Version;
            return Task.CompletedTask;
        });
        if (http.Request.Headers[VersionHeader].ToString() != Version)
        {
            throw new ApiException(StatusCodes.Status412PreconditionFailed, "tus-version", "Another version", $"Resumable uploads are spoken in version {Version}; name it in {VersionHeader}.");
        }
    }

    /// <summary>Announces an upload, perhaps with its first bytes.</summary>
    public static async Task<IResult> CreateAsync(HttpContext http, UploadDesk desk, ServiceSettings settings, CancellationToken cancel)
    {
        Begin(http);
        if (http.Request.Headers.ContainsKey("Upload-Concat") || http.Request.Headers.ContainsKey("Upload-Defer-Length"))
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "invalid-request", "Not that extension", "Uploads are made in one piece whose length is known: neither Upload-Concat nor Upload-Defer-Length is spoken here.");
        }

        long length = Number(http, "Upload-Length");
        UploadEndpoints.CheckLength(length, settings);
        string? metadata = http.Request.Headers[MetadataHeader] is { Count: > 0 } said ? said.ToString() : null;
        if (metadata?.Length > LongestMetadata)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "invalid-request", "Too much is said", $"{MetadataHeader} may have {LongestMetadata} characters.");
        }

        string name = UploadEndpoints.CleanName(Metadata(metadata, "filename") ?? Metadata(metadata, "name"));
        Upload upload = await desk.CreateAsync(Caller.AccountId(http), name, metadata, length, cancel);
        http.Response.Headers.Location = $"/v1/uploads/{upload.Id}";
        Expires(http, upload);
        if (http.Request.ContentType == ContentType)
        {
            await AppendAsync(http, desk, upload, cancel);
        }

        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task<IResult> OptionsAsync(HttpContext http, Store store, Quotas quotas, ServiceSettings settings, CancellationToken cancel)
    {
        Plan plan = await quotas.PlanAsync(store, Caller.AccountId(http), cancel);
        http.Response.Headers[VersionHeader] = Version;
        http.Response.Headers["Tus-Version"] = Version;
        http.Response.Headers["Tus-Extension"] = "creation,creation-with-upload,termination,expiration,checksum";
        http.Response.Headers["Tus-Checksum-Algorithm"] = "sha1,sha256,md5";
        http.Response.Headers["Tus-Max-Size"] = Math.Min(settings.MaxUploadBytes, plan.MaxUploadBytes ?? long.MaxValue).ToString(CultureInfo.InvariantCulture);
        return Results.NoContent();
    }

    private static async Task<IResult> HeadAsync(string id, HttpContext http, Store store, CancellationToken cancel)
    {
        Begin(http);
        Upload upload = await UploadEndpoints.FindAsync(store, http, id, cancel);
        http.Response.Headers["Upload-Offset"] = upload.Received.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Upload-Length"] = upload.Length.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
        if (upload.Metadata is { } metadata)
        {
            http.Response.Headers[MetadataHeader] = metadata;
        }

        Expires(http, upload);
        return Results.Ok();
    }

    private static async Task<IResult> PatchAsync(string id, HttpContext http, Store store, UploadDesk desk, CancellationToken cancel)
    {
        Begin(http);
        if (http.Request.ContentType != ContentType)
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "tus-content-type", "Not a part of an upload", $"Send the bytes as {ContentType}.");
        }

        Upload upload = await UploadEndpoints.FindAsync(store, http, id, cancel);
        if (Number(http, "Upload-Offset") != upload.Received)
        {
            throw Elsewhere(upload.Received);
        }

        await AppendAsync(http, desk, upload, cancel);
        Expires(http, upload);
        return Results.NoContent();
    }

    private static async Task AppendAsync(HttpContext http, UploadDesk desk, Upload upload, CancellationToken cancel)
    {
        Func<Stream, bool>? check = Check(http);
        try
        {
            long received = await desk.AppendAsync(upload, http.Request.Body, check, cancel);
            upload.Received = received >= 0 ? received : throw Elsewhere(null);
            http.Response.Headers["Upload-Offset"] = received.ToString(CultureInfo.InvariantCulture);
        }
        catch (InvalidDataException e) when (e.Message == "checksum")
        {
            throw new ApiException(ChecksumMismatch, "checksum-mismatch", "Damaged on the way", "The bytes are not those that the checksum was made of; send them again.");
        }
        catch (InvalidDataException e)
        {
            throw new ApiException(StatusCodes.Status413PayloadTooLarge, "too-large", "Too many bytes", e.Message);
        }
    }

    private static ApiException Elsewhere(long? received) => new(
        StatusCodes.Status409Conflict, "tus-offset", "Another place", received is { } bytes ? $"The upload goes on at byte {bytes}." : "Somebody else has gone on with this upload; ask where it stands.");

    private static Func<Stream, bool>? Check(HttpContext http)
    {
        if (http.Request.Headers["Upload-Checksum"].ToString() is not { Length: > 0 } header)
        {
            return null;
        }

        string[] words = header.Split(' ', 2);
        HashAlgorithmName name = words[0] switch
        {
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            "md5" => HashAlgorithmName.MD5,
            _ => throw new ApiException(StatusCodes.Status400BadRequest, "checksum-algorithm", "Unknown checksum", $"The checksum '{words[0]}' is not known here; use sha1, sha256 or md5."),
        };
        var expected = new byte[64];
        return words.Length == 2 && Convert.TryFromBase64String(words[1], expected, out int length)
            ? content => CryptographicOperations.HashData(name, content).AsSpan().SequenceEqual(expected.AsSpan(0, length))
            : throw new ApiException(StatusCodes.Status400BadRequest, "checksum-algorithm", "Not a checksum", "Upload-Checksum needs an algorithm and a value in base64.");
    }

    private static void Expires(HttpContext http, Upload upload)
    {
        if (!upload.IsComplete)
        {
            http.Response.Headers["Upload-Expires"] = JobView.Time(upload.Expires).ToString("R", CultureInfo.InvariantCulture);
        }
    }

    private static long Number(HttpContext http, string header) =>
        long.TryParse(http.Request.Headers[header].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new ApiException(StatusCodes.Status400BadRequest, "invalid-request", "A number is missing", $"{header} must be a whole number.");

    /// <summary>Upload-Metadata: pairs of a key and a value in base64, with commas between them.</summary>
    private static string? Metadata(string? all, string key)
    {
        foreach (string pair in (all ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            string[] words = pair.Split(' ', 2);
            var value = new byte[1_024];
            if (words.Length == 2 && words[0] == key && Convert.TryFromBase64String(words[1], value, out int length))
            {
                return Encoding.UTF8.GetString(value, 0, length);
            }
        }

        return null;
    }
}
