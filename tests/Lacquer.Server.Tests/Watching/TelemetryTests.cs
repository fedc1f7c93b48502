using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Watching;

/// <summary>What a collector is told: one trace from the request to the last stage, and nothing that belongs to a user.</summary>
public sealed class TelemetryTests
{
    private const string FileName = "nobody-hears-of-this-song.wav";

    [Fact]
    public async Task A_trace_leads_from_the_request_through_the_job_to_its_stages()
    {
        await using Collector collector = await Collector.StartAsync();
        string upload = "";
        var studio = new Studio { With = settings => settings with { Telemetry = collector.Address } };
        await studio.InitializeAsync();
        try
        {
            upload = await studio.UploadAsync(Studio.Song(), FileName);
            JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = upload });
            Assert.Equal("succeeded", Studio.Text(job, "state"));
            using HttpResponseMessage unknown = await studio.Http.GetAsync("/v1/jobs/job_none?secret=signature", TestContext.Current.CancellationToken);
            Assert.False(unknown.IsSuccessStatusCode);
            (await studio.Http.GetAsync("/healthz", TestContext.Current.CancellationToken)).Dispose();
        }
        finally
        {
            // What is left is sent when it stops.
            await studio.DisposeAsync();
        }

        IReadOnlyList<Collector.Span> spans = collector.Spans;
        Collector.Span request = Assert.Single(spans, span => span.Name == "POST /v1/masters");
        Collector.Span attempt = Assert.Single(spans, span => span.Name == "job master");
        Assert.Equal((request.TraceId, request.SpanId), (attempt.TraceId, attempt.ParentId));
        string[] stages = [.. spans.Where(span => span.ParentId == attempt.SpanId).Select(span => span.Name)];
        Assert.Contains("render", stages);
        Assert.Contains("analyse", stages);
        Assert.Contains(spans, span => span.Name == "GET /v1/jobs/{id}");
        Assert.DoesNotContain(spans, span => span.Name.Contains("healthz", StringComparison.Ordinal));

        string everything = collector.Everything;
        foreach (string told in (string[])["lacquer.jobs.ended", "lacquer.job.wait", "lacquer.job.duration", "http.server.request.duration"])
        {
            Assert.Contains(told, everything, StringComparison.Ordinal);
        }

        foreach (string secret in (string[])[FileName, upload, "signature", "127.0.0.1"])
        {
            Assert.DoesNotContain(secret, everything, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_collector_that_is_away_holds_up_nothing()
    {
        var studio = new Studio { With = settings => settings with { Telemetry = "http://127.0.0.1:9" } };
        await studio.InitializeAsync();
        try
        {
            JsonObject job = await studio.DoAsync("/v1/analyses", new { uploadId = await studio.UploadAsync(Studio.Song()) });
            Assert.Equal("succeeded", Studio.Text(job, "state"));
        }
        finally
        {
            await studio.DisposeAsync();
        }
    }
}
