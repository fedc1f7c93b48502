using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Tests.Api;

/// <summary>Files arrive whole, in pieces and after trouble.</summary>
public sealed class UploadTests(Studio studio)
{
    private const int ChecksumMismatch = 460;

    private static readonly string Announced = $"filetype YXVkaW8=,filename {Convert.ToBase64String(Encoding.UTF8.GetBytes("naïve song.flac"))}";

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 300_000).Select(n => (byte)(n * 31 >> 3))];

    [Fact]
    public async Task One_request_keeps_the_bytes_and_serves_them_in_ranges()
    {
        string id = await studio.UploadAsync(Bytes, "my song.wav");
        JsonObject upload = await studio.JsonAsync($"/v1/uploads/{id}");
        Assert.Equal("my song.wav", Studio.Text(upload, "name"));
        Assert.True(upload["complete"]!.GetValue<bool>());
        Assert.Equal(Bytes, await studio.Http.GetByteArrayAsync($"/v1/uploads/{id}/audio", TestContext.Current.CancellationToken));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/uploads/{id}/audio");
        request.Headers.Range = new(1_000, 1_999);
        using HttpResponseMessage part = await studio.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(Bytes[1_000..2_000], await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\music\\song.wav", "song.wav")]
    [InlineData("a<script>.wav", "ascript.wav")]
    [InlineData("\u0007\r\n", "untitled")]
    [InlineData("..", "untitled")]
    [InlineData("song\u202Egnp.wav", "songgnp.wav")]
    public async Task Names_lose_what_could_do_harm(string given, string kept)
    {
        string id = await studio.UploadAsync(Bytes[..100], given);
        Assert.Equal(kept, Studio.Text(await studio.JsonAsync($"/v1/uploads/{id}"), "name"));
    }

    [Fact]
    public async Task A_resumable_upload_goes_on_where_it_stopped()
    {
        string address = await AnnounceAsync(Bytes.Length);
        Assert.Equal(100_000, await PatchAsync(address, 0, Bytes[..100_000]));
        Assert.Equal(100_000, await OffsetAsync(address));
        Assert.Equal(250_000, await PatchAsync(address, 100_000, Bytes[100_000..250_000]));
        Assert.Equal(300_000, await PatchAsync(address, 250_000, Bytes[250_000..]));
        Assert.Equal(Bytes, await studio.Http.GetByteArrayAsync($"{address}/audio", TestContext.Current.CancellationToken));
        Assert.Equal("naïve song.flac", Studio.Text(await studio.JsonAsync(address), "name"));
    }

    [Fact]
    public async Task A_connection_that_breaks_off_loses_only_what_did_not_come()
    {
        string address = await AnnounceAsync(Bytes.Length);
        using (var raw = new TcpClient())
        {
            await raw.ConnectAsync(studio.Http.BaseAddress!.Host, studio.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
            NetworkStream wire = raw.GetStream();
            string head = $"PATCH {address} HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {Bytes.Length}\r\n\r\n";
            await wire.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
            await wire.WriteAsync(Bytes.AsMemory(0, 120_000), TestContext.Current.CancellationToken);
            await wire.FlushAsync(TestContext.Current.CancellationToken);
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }

        long offset = 0;
        for (int tries = 0; tries < 100 && offset == 0; tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            offset = await OffsetAsync(address);
        }

        Assert.InRange(offset, 1, 120_000);
        Assert.Equal(300_000, await PatchAsync(address, offset, Bytes[(int)offset..]));
        Assert.Equal(Bytes, await studio.Http.GetByteArrayAsync($"{address}/audio", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_part_for_another_place_is_refused()
    {
        string address = await AnnounceAsync(Bytes.Length);
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Patch, address, 5, Bytes[..10]);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(0, await OffsetAsync(address));
    }

    [Fact]
    public async Task A_checksum_decides_before_anything_is_kept()
    {
        string address = await AnnounceAsync(Bytes.Length);
        string right = Convert.ToBase64String(SHA256.HashData(Bytes[..1_000]));
        using (HttpResponseMessage damaged = await SendAsync(HttpMethod.Patch, address, 0, Bytes[1..1_001], ("Upload-Checksum", $"sha256 {right}")))
        {
            Assert.Equal(ChecksumMismatch, (int)damaged.StatusCode);
        }

        Assert.Equal(0, await OffsetAsync(address));
        using HttpResponseMessage whole = await SendAsync(HttpMethod.Patch, address, 0, Bytes[..1_000], ("Upload-Checksum", $"sha256 {right}"));
        Assert.Equal(HttpStatusCode.NoContent, whole.StatusCode);
        using HttpResponseMessage unknown = await SendAsync(HttpMethod.Patch, address, 1_000, Bytes[..1_000], ("Upload-Checksum", "crc32 AAAA"));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Fact]
    public async Task More_bytes_thanAnnounced_are_refused()
    {
        string address = await AnnounceAsync(1_000);
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Patch, address, 0, Bytes[..1_001]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(0, await OffsetAsync(address));
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused_before_it_comes()
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Post, "/v1/uploads", null, null, ("Upload-Length", $"{studio.MaxUploadBytes + 1}"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Another_version_of_the_protocol_is_told_ours()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/uploads");
        request.Headers.Add("Tus-Resumable", "0.2.2");
        using HttpResponseMessage answer = await studio.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Equal("1.0.0", answer.Headers.GetValues("Tus-Version").Single());
    }

    [Fact]
    public async Task Options_tell_what_can_be_done()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/uploads");
        using HttpResponseMessage answer = await studio.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains("checksum", answer.Headers.GetValues("Tus-Extension").Single(), StringComparison.Ordinal);
        Assert.Equal($"{studio.MaxUploadBytes}", answer.Headers.GetValues("Tus-Max-Size").Single());
    }

    [Fact]
    public async Task Terminating_forgets_the_upload()
    {
        string address = await AnnounceAsync(Bytes.Length);
        await PatchAsync(address, 0, Bytes[..1_000]);
        using HttpResponseMessage gone = await SendAsync(HttpMethod.Delete, address, null, null);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using HttpResponseMessage head = await SendAsync(HttpMethod.Head, address, null, null);
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
        Assert.False(Directory.Exists(Path.Combine(studio.Data, "objects", "uploads", address.Split('/')[^1])));
    }

    [Fact]
    public async Task An_unfinished_upload_cannot_be_mastered()
    {
        string address = await AnnounceAsync(Bytes.Length);
        using HttpResponseMessage answer = await studio.PostAsync("/v1/masters", new { uploadId = address.Split('/')[^1] });
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task A_sender_that_has_only_POST_can_go_on_and_terminate()
    {
        string address = await AnnounceAsync(1_000);
        using (HttpResponseMessage more = await SendAsync(HttpMethod.Post, address, 0, Bytes[..400], ("X-HTTP-Method-Override", "PATCH")))
        {
            Assert.Equal(HttpStatusCode.NoContent, more.StatusCode);
        }

        Assert.Equal(400, await OffsetAsync(address));
        using HttpResponseMessage gone = await SendAsync(HttpMethod.Post, address, null, null, ("X-HTTP-Method-Override", "DELETE"));
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using HttpResponseMessage head = await SendAsync(HttpMethod.Head, address, null, null);
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
    }

    [Fact]
    public async Task Bytes_that_came_for_nothing_are_not_kept()
    {
        string address = await AnnounceAsync(Bytes.Length);
        string id = address.Split('/')[^1];
        Upload before = await FindAsync(id);
        await PatchAsync(address, 0, Bytes[..1_000]);

        // Somebody else sent the same place meanwhile; and then it was erased while its bytes came.
        UploadDesk desk = studio.Get<UploadDesk>();
        Assert.Equal(-1, await desk.AppendAsync(before, new MemoryStream(Bytes[..2_000]), check: null, TestContext.Current.CancellationToken));
        string folder = Path.Combine(studio.Data, "objects", "uploads", id);
        Assert.Single(Directory.GetFiles(folder));
        Upload after = await FindAsync(id);
        using HttpResponseMessage gone = await SendAsync(HttpMethod.Delete, address, null, null);
        Assert.Equal(-1, await desk.AppendAsync(after, new MemoryStream(Bytes[1_000..2_000]), check: null, TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(folder));
    }

    private async Task<Upload> FindAsync(string id)
    {
        await using Store store = await studio.Get<IDbContextFactory<Store>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await store.Uploads.AsNoTracking().SingleAsync(upload => upload.Id == id, TestContext.Current.CancellationToken);
    }

    private async Task<string> AnnounceAsync(long length)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Post, "/v1/uploads", null, null, ("Upload-Length", $"{length}"), ("Upload-Metadata", Announced));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.True(answer.Content.Headers.Contains("Upload-Expires") || answer.Headers.Contains("Upload-Expires"));
        return answer.Headers.Location!.OriginalString;
    }

    private async Task<long> PatchAsync(string address, long offset, byte[] bytes)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Patch, address, offset, bytes);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<long> OffsetAsync(string address)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Head, address, null, null);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(Announced, answer.Headers.GetValues("Upload-Metadata").Single());
        return long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, long? offset, byte[]? bytes, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        if (offset is { } at)
        {
            request.Headers.Add("Upload-Offset", $"{at}");
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        if (bytes is not null)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = new("application/offset+octet-stream");
        }

        return await studio.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
