using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Failures;

/// <summary>Whatever is killed, a job ends once, with the same sound, and an upload goes on where it was.</summary>
public sealed class SuddenDeathTests
{
    private const int Seconds = 120; // long enough that a stage is seen while it lasts

    private static readonly byte[] Song = Studio.Song(Seconds);

    [Fact]
    public async Task A_render_process_killed_in_the_middle_is_replaced()
    {
        using var served = new ServedProgram();
        await served.StartAsync();
        string id = await BeginAsync(served);
        await UntilAsync(served, id, "render");
        int[] desks = [.. ServedProgram.Desks(served.Id)];
        Assert.NotEmpty(desks);
        foreach (int desk in desks)
        {
            // It has limits of its own: 3600 s, and 1024 MiB beside 512 for what is not managed.
            string limits = File.ReadAllText($"/proc/{desk}/limits");
            Assert.Matches("Max cpu time +3600 ", limits);
            Assert.Matches($"Max data size +{1_536L << 20} ", limits);
            Process.GetProcessById(desk).Kill();
        }

        JsonObject job = await EndAsync(served, id);
        Assert.Equal("succeeded", Studio.Text(job, "state"));
        await AssertWholeAsync(served, job);
    }

    [Fact]
    public async Task A_service_killed_in_the_middle_goes_on_after_its_next_start()
    {
        using var served = new ServedProgram();
        await served.StartAsync();
        string id = await BeginAsync(served);
        await UntilAsync(served, id, "render");
        int[] desks = [.. ServedProgram.Desks(served.Id)];
        await served.KillAsync();
        await GoneAsync(desks);

        await served.StartAsync();
        JsonObject job = await EndAsync(served, id);
        Assert.Equal("succeeded", Studio.Text(job, "state"));
        await AssertWholeAsync(served, job);
        JsonObject master = (await served.Http.GetFromJsonAsync<JsonObject>($"/v1/masters/{Studio.Text(job, "masterId")}", TestContext.Current.CancellationToken))!;
        Assert.Single(master["revisions"]!.AsArray());
    }

    [Fact]
    public async Task A_service_asked_to_stop_gives_its_job_back_at_once()
    {
        using var served = new ServedProgram();
        await served.StartAsync();
        string id = await BeginAsync(served);
        await UntilAsync(served, id, "render");
        Assert.Equal(0, await served.StopAsync());

        await served.StartAsync();
        JsonObject job = await EndAsync(served, id);
        Assert.Equal("succeeded", Studio.Text(job, "state"));
    }

    [Fact]
    public async Task An_upload_goes_on_after_the_service_was_killed_in_the_middle()
    {
        using var served = new ServedProgram();
        await served.StartAsync();
        byte[] large = Studio.Song(240); // more than two stored parts
        using var announce = new HttpRequestMessage(HttpMethod.Post, "/v1/uploads");
        announce.Headers.Add("Tus-Resumable", "1.0.0");
        announce.Headers.Add("Upload-Length", $"{large.Length}");
        using HttpResponseMessage created = await served.Http.SendAsync(announce, TestContext.Current.CancellationToken);
        string address = created.Headers.Location!.OriginalString;
        using (var raw = new TcpClient())
        {
            await raw.ConnectAsync("127.0.0.1", served.Port, TestContext.Current.CancellationToken);
            NetworkStream wire = raw.GetStream();
            await wire.WriteAsync(
                Encoding.ASCII.GetBytes($"PATCH {address} HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {large.Length}\r\n\r\n"),
                TestContext.Current.CancellationToken);
            await wire.WriteAsync(large.AsMemory(0, large.Length * 3 / 4), TestContext.Current.CancellationToken);
            await Task.Delay(500, TestContext.Current.CancellationToken);
            await served.KillAsync();
        }

        await served.StartAsync();
        long offset = await OffsetAsync(served, address);
        Assert.InRange(offset, 16 << 20, large.Length * 3 / 4); // the parts that were full are kept
        using var rest = new HttpRequestMessage(HttpMethod.Patch, address) { Content = new ByteArrayContent(large[(int)offset..]) };
        rest.Headers.Add("Tus-Resumable", "1.0.0");
        rest.Headers.Add("Upload-Offset", $"{offset}");
        rest.Content.Headers.ContentType = new("application/offset+octet-stream");
        using HttpResponseMessage done = await served.Http.SendAsync(rest, TestContext.Current.CancellationToken);
        Assert.True(done.IsSuccessStatusCode);
        Assert.Equal(large, await served.Http.GetByteArrayAsync($"{address}/audio", TestContext.Current.CancellationToken));
    }

    private static async Task<long> OffsetAsync(ServedProgram served, string address)
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        head.Headers.Add("Tus-Resumable", "1.0.0");
        using HttpResponseMessage answer = await served.Http.SendAsync(head, TestContext.Current.CancellationToken);
        return long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> BeginAsync(ServedProgram served)
    {
        using var content = new ByteArrayContent(Song);
        using HttpResponseMessage up = await served.Http.PostAsync("/v1/uploads?name=song.wav", content, TestContext.Current.CancellationToken);
        string upload = Studio.Text(await Studio.OkAsync(up), "id");
        using HttpResponseMessage begun = await served.Http.PostAsJsonAsync("/v1/masters", new { uploadId = upload }, TestContext.Current.CancellationToken);
        return Studio.Text(await Studio.OkAsync(begun), "id");
    }

    private static Task<JsonObject> UntilAsync(ServedProgram served, string id, string stage) =>
        WaitAsync(served, id, job => job["stage"]?.GetValue<string>() == stage);

    private static Task<JsonObject> EndAsync(ServedProgram served, string id) =>
        WaitAsync(served, id, job => Studio.Text(job, "state") is "succeeded" or "failed" or "canceled");

    private static async Task<JsonObject> WaitAsync(ServedProgram served, string id, Func<JsonObject, bool> until)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            JsonObject job = (await served.Http.GetFromJsonAsync<JsonObject>($"/v1/jobs/{id}", patience.Token))!;
            if (until(job))
            {
                return job;
            }

            Assert.False(Studio.Text(job, "state") is "succeeded" or "failed" or "canceled", $"it ended early: {job}");
            await Task.Delay(30, patience.Token);
        }
    }

    /// <summary>Nothing goes on rendering for a service that is gone.</summary>
    private static async Task GoneAsync(int[] ids)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (ids.Any(id => Directory.Exists($"/proc/{id}")))
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private static async Task AssertWholeAsync(ServedProgram served, JsonObject job)
    {
        byte[] audio = await served.Http.GetByteArrayAsync(Studio.Text(job["links"]!, "audio"), TestContext.Current.CancellationToken);
        Assert.InRange(audio.Length, Seconds * 44_100 * 6, (Seconds * 44_100 * 6) + 10_000);
        // One attempt's files are there, and nothing else.
        string folder = Path.Combine(served.Data, "objects", "jobs", Studio.Text(job, "id"));
        Assert.Single(Directory.GetDirectories(folder));
    }
}
