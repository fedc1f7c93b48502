using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Api;

/// <summary>Uploads that mean harm are refused or contained, and the service goes on.</summary>
public sealed class HostileUploadTests(Studio studio)
{
    [Fact]
    public async Task A_small_file_that_unpacks_to_gigabytes_is_stopped_while_it_unpacks()
    {
        // Ten minutes of silence at 192 kHz: well under a megabyte as FLAC, a gigabyte as samples.
        byte[] bomb = Ffmpeg("-f", "lavfi", "-i", "anullsrc=r=192000:cl=stereo", "-t", "600", "-c:a", "flac", "-f", "flac");
        Assert.InRange(bomb.Length, 1, 1_000_000);
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(bomb, "bomb.flac") });
        Assert.Equal("limitExceeded", Studio.Text(job["failure"]!, "code"));
        await AssertAliveAsync();
    }

    [Fact]
    public async Task A_name_does_not_make_a_sound()
    {
        (string Name, byte[] Bytes)[] files =
        [
            ("page.wav", "<html><script>alert(1)</script></html>"u8.ToArray()),
            ("list.wav", "#EXTM3U\n#EXTINF:1\nfile:///etc/passwd\n"u8.ToArray()),
            ("concat.mp3", "ffconcat version 1.0\nfile /etc/passwd\n"u8.ToArray()),
            ("archive.flac", [0x50, 0x4b, 0x03, 0x04, .. new byte[5_000]]),
            ("program.wav", [0x7f, (byte)'E', (byte)'L', (byte)'F', .. new byte[5_000]]),
            ("zeros.ogg", new byte[50_000]),
            ("header.wav", [.. "RIFF"u8, 0xff, 0xff, 0xff, 0x7f, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 2, 0, 0x44, 0xac, 0, 0, 0x10, 0xb1, 2, 0, 4, 0, 16, 0, .. "data"u8, 0xff, 0xff, 0xff, 0x7f]),
        ];
        foreach ((string name, byte[] bytes) in files)
        {
            JsonObject job = await studio.DoAsync("/v1/analyses", new { uploadId = await studio.UploadAsync(bytes, name) });
            Assert.True(Studio.Text(job, "state") == "failed", $"{name}: {job}");
            Assert.Contains(Studio.Text(job["failure"]!, "code"), (string[])["unsupported", "malformed", "empty", "truncated", "unreadable"]);
            Assert.DoesNotContain("root:", job.ToJsonString(), StringComparison.Ordinal);
        }

        await AssertAliveAsync();
    }

    [Fact]
    public async Task A_sound_that_is_a_page_as_well_is_never_served_as_a_page()
    {
        // A WAV whose text chunk holds a script, under a name that ends in .html.
        byte[] song = Studio.Song(1);
        byte[] script = "<script>alert(1)</script>!"u8.ToArray();
        byte[] polyglot = [.. song[..4], .. BitConverter.GetBytes(BitConverter.ToInt32(song, 4) + 8 + script.Length), .. song[8..], .. "junk"u8, .. BitConverter.GetBytes(script.Length), .. script];
        string id = await studio.UploadAsync(polyglot, "song.html");
        using HttpResponseMessage answer = await studio.Http.GetAsync($"/v1/uploads/{id}/audio", TestContext.Current.CancellationToken);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = id });
        byte[] master = await studio.Http.GetByteArrayAsync(Studio.Text(job["links"]!, "audio"), TestContext.Current.CancellationToken);
        Assert.Equal(-1, master.AsSpan().IndexOf("<script>"u8));
    }

    [Fact]
    public async Task A_name_with_markup_stays_text_in_the_report()
    {
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Studio.Song(1), "a<img src=x onerror=alert(1)>&\"'.wav") });
        string page = await studio.Http.GetStringAsync(Studio.Text(job["links"]!, "page"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_tiny_files_are_taken_or_refused_and_the_service_stays_up()
    {
        int taken = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, async (n, cancel) =>
        {
            using var content = new ByteArrayContent([(byte)n]);
            using HttpResponseMessage answer = await studio.Http.PostAsync($"/v1/uploads?name={n}.wav", content, cancel);
            Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}");
            Interlocked.Add(ref taken, answer.IsSuccessStatusCode ? 1 : 0);
        });
        Assert.NotEqual(0, taken);
        await AssertAliveAsync();
    }

    [Fact]
    public async Task Slow_uploads_hold_nobody_up()
    {
        var slow = new List<TcpClient>();
        try
        {
            for (int i = 0; i < 100; i++)
            {
                var client = new TcpClient();
                slow.Add(client);
                await client.ConnectAsync(studio.Http.BaseAddress!.Host, studio.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /v1/uploads?name=slow.wav HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nR"), TestContext.Current.CancellationToken);
            }

            await AssertAliveAsync();
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    /// <summary>Another song is mastered as if nothing had been.</summary>
    private async Task AssertAliveAsync()
    {
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Studio.Song(2)) });
        Assert.Equal("succeeded", Studio.Text(job, "state"));
    }

    private static byte[] Ffmpeg(params string[] arguments)
    {
        string path = Path.Combine(Path.GetTempPath(), $"lacquer-{Guid.NewGuid():N}");
        using Process process = Process.Start("ffmpeg", [.. (string[])["-v", "error", "-nostdin"], .. arguments, path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }
}
