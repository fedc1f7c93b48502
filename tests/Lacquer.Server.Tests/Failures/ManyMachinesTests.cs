using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lacquer.Server.Tests.Servers;

namespace Lacquer.Server.Tests.Failures;

/// <summary>API and workers as programs of their own over a real database, broker and bucket: whatever dies, each job ends once.</summary>
public sealed class ManyMachinesTests : IAsyncLifetime
{
    private static readonly byte[] Song = Studio.Song(90);

    private readonly PostgresServer _postgres = new();
    private readonly RabbitServer _rabbit = new();
    private readonly S3Server _bucket = new();
    private readonly List<ServedProgram> _programs = [];
    private Dictionary<string, string> _environment = [];

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_postgres.StartAsync(), _rabbit.StartAsync(), _bucket.StartAsync());
        _environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LACQUER_DATABASE"] = await _postgres.DatabaseAsync("lacquer_jobs"),
            ["LACQUER_BROKER"] = _rabbit.Address,
            ["LACQUER_OBJECTS__ENDPOINT"] = _bucket.Address,
            ["LACQUER_OBJECTS__BUCKET"] = S3Server.Bucket,
            ["LACQUER_OBJECTS__ACCESSKEY"] = S3Server.Key,
            ["LACQUER_OBJECTS__SECRETKEY"] = S3Server.Key,
            ["LACQUER_LEASESECONDS"] = "4",
        };
    }

    public async ValueTask DisposeAsync()
    {
        _programs.ForEach(program => program.Dispose());
        await _bucket.DisposeAsync();
        await _rabbit.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Jobs_survive_the_death_of_workers_broker_and_database()
    {
        ServedProgram api = await StartAsync("serve", renders: 0);
        ServedProgram first = await StartAsync("work", renders: 1);
        string upload = await UploadAsync(api);

        // A worker dies in the middle: another one takes the job.
        string killed = await BeginAsync(api, upload, 1);
        await WaitAsync(api, killed, job => job["stage"]?.GetValue<string>() == "render");
        ServedProgram second = await StartAsync("work", renders: 1);
        await first.KillAsync();
        await SucceedsAsync(api, killed);

        // A worker sleeps longer than its lease: what it does afterwards counts for nothing.
        string slept = await BeginAsync(api, upload, 2);
        await WaitAsync(api, slept, job => job["stage"]?.GetValue<string>() == "render");
        await second.SignalAsync("STOP");
        ServedProgram third = await StartAsync("work", renders: 1);
        JsonObject done = await SucceedsAsync(api, slept);
        await second.SignalAsync("CONT");
        await Task.Delay(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        Assert.Equal(done.ToJsonString(), (await JobAsync(api, slept)).ToJsonString());

        // The broker dies with a job begun and another one waiting.
        string[] whileAway = [await BeginAsync(api, upload, 3), await BeginAsync(api, upload, 4)];
        await _rabbit.KillAsync();
        whileAway = [.. whileAway, await BeginAsync(api, upload, 5)];
        await _rabbit.StartAsync();
        foreach (string id in whileAway)
        {
            await SucceedsAsync(api, id);
        }

        // The database dies in the middle.
        string lost = await BeginAsync(api, upload, 1);
        await WaitAsync(api, lost, job => job["stage"]?.GetValue<string>() is "analyse" or "render");
        await _postgres.KillAsync();
        await Task.Delay(1_000, TestContext.Current.CancellationToken);
        await _postgres.StartAsync();
        await SucceedsAsync(api, lost);

        // Each has one revision, and every master sounds as it should.
        JsonObject masters = (await api.Http.GetFromJsonAsync<JsonObject>("/v1/masters", TestContext.Current.CancellationToken))!;
        Assert.Equal(6, masters["items"]!.AsArray().Count);
        Assert.All(masters["items"]!.AsArray(), master => Assert.Single(master!["revisions"]!.AsArray()));
        byte[] again = await AudioAsync(api, killed);
        Assert.Equal(again, await AudioAsync(api, lost));
    }

    private static async Task<byte[]> AudioAsync(ServedProgram api, string jobId) =>
        await api.Http.GetByteArrayAsync(Studio.Text((await JobAsync(api, jobId))["links"]!, "audio"), TestContext.Current.CancellationToken);

    private static async Task<JsonObject> JobAsync(ServedProgram api, string id) =>
        (await api.Http.GetFromJsonAsync<JsonObject>($"/v1/jobs/{id}", TestContext.Current.CancellationToken))!;

    private static Task<JsonObject> SucceedsAsync(ServedProgram api, string id) => WaitAsync(api, id, job =>
    {
        Assert.False(Studio.Text(job, "state") is "failed" or "canceled", job.ToJsonString());
        return Studio.Text(job, "state") == "succeeded";
    });

    private static async Task<JsonObject> WaitAsync(ServedProgram api, string id, Func<JsonObject, bool> until)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                JsonObject job = await JobAsync(api, id);
                if (until(job))
                {
                    return job;
                }
            }
            catch (HttpRequestException)
            {
                // The database is away, and the API says so.
            }

            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(120), "it takes too long");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> UploadAsync(ServedProgram api)
    {
        using var content = new ByteArrayContent(Song);
        using HttpResponseMessage up = await api.Http.PostAsync("/v1/uploads?name=song.wav", content, TestContext.Current.CancellationToken);
        return Studio.Text(await Studio.OkAsync(up), "id");
    }

    private static async Task<string> BeginAsync(ServedProgram api, string upload, int eq)
    {
        using HttpResponseMessage begun = await api.Http.PostAsJsonAsync("/v1/masters", new { uploadId = upload, controls = new { eq } }, TestContext.Current.CancellationToken);
        return Studio.Text(await Studio.OkAsync(begun), "id");
    }

    private async Task<ServedProgram> StartAsync(string verb, int renders)
    {
        var program = new ServedProgram(verb, new Dictionary<string, string>(_environment) { ["LACQUER_RENDERS"] = $"{renders}" });
        _programs.Add(program);
        await program.StartAsync();
        return program;
    }
}
