using System.Globalization;
using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Api;

/// <summary>Server-sent events tell how far a job is, and go on where a listener left off.</summary>
public sealed class JobEventsTests(Studio studio)
{
    /// <summary>What a listener may hear of. A stage that is over before he looks is not told: each event is the job as it is then.</summary>
    private static readonly string[] Stages = ["ingest", "analyse", "plan", "render", "verify", "encode"];

    [Fact]
    public async Task Events_lead_from_begin_to_end_and_never_backwards()
    {
        JsonObject job = await studio.BeginAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Studio.Song(20)) });
        List<(long Id, JsonObject Job)> events = await ListenAsync(Studio.Text(job, "id"), lastId: null);
        Assert.Equal("succeeded", Studio.Text(events[^1].Job, "state"));
        Assert.Equal(events.Select(e => e.Id).Order(), events.Select(e => e.Id));
        double[] progress = [.. events.Select(e => e.Job["progress"]!.GetValue<double>())];
        Assert.Equal(progress.Order(), progress);
        string[] stages = [.. events.Select(e => e.Job["stage"]?.GetValue<string>()).OfType<string>().Distinct()];
        Assert.Subset(Stages.ToHashSet(), stages.ToHashSet());
        Assert.True(stages.Length >= 2, $"only heard of: {string.Join(", ", stages)}");
    }

    [Fact]
    public async Task A_listener_that_comes_back_hears_only_what_is_new()
    {
        JsonObject job = await studio.BeginAsync("/v1/analyses", new { uploadId = await studio.UploadAsync(Studio.Song()) });
        List<(long Id, JsonObject Job)> all = await ListenAsync(Studio.Text(job, "id"), lastId: null);
        Assert.Single(await ListenAsync(Studio.Text(job, "id"), all[^1].Id - 1));
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/v1/jobs/{Studio.Text(job, "id")}/events");
        again.Headers.Add("Last-Event-ID", $"{all[^1].Id}");
        using HttpResponseMessage answer = await studio.Http.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, answer.StatusCode); // a browser comes back for ever otherwise
    }

    [Fact]
    public async Task A_canceled_job_ends_as_canceled()
    {
        JsonObject job = await studio.BeginAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Studio.Song(90)) });
        string id = Studio.Text(job, "id");
        await foreach ((long _, JsonObject now) in EventsAsync(id, lastId: null))
        {
            if (now["stage"]?.GetValue<string>() is "analyse" or "render")
            {
                using HttpResponseMessage answer = await studio.Http.DeleteAsync($"/v1/jobs/{id}", TestContext.Current.CancellationToken);
                Assert.True(answer.IsSuccessStatusCode);
            }
        }

        Assert.Equal("canceled", Studio.Text(await studio.EndAsync(id), "state"));
        Assert.Equal(["events", "self"], (await studio.JsonAsync($"/v1/jobs/{id}"))["links"]!.AsObject().Select(link => link.Key));
    }

    private async Task<List<(long Id, JsonObject Job)>> ListenAsync(string jobId, long? lastId)
    {
        var events = new List<(long Id, JsonObject Job)>();
        await foreach ((long, JsonObject) e in EventsAsync(jobId, lastId))
        {
            events.Add(e);
        }

        return events;
    }

    private async IAsyncEnumerable<(long Id, JsonObject Job)> EventsAsync(string jobId, long? lastId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/jobs/{jobId}/events");
        if (lastId is { } last)
        {
            request.Headers.Add("Last-Event-ID", $"{last}");
        }

        using HttpResponseMessage answer = await studio.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        long id = 0;
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = long.Parse(line[4..], CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return (id, JsonNode.Parse(line[6..])!.AsObject());
            }
        }
    }
}
