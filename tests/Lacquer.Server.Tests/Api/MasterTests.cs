using System.Net;
using System.Text.Json.Nodes;
using Lacquer.Mastering;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Decision;

namespace Lacquer.Server.Tests.Api;

/// <summary>From an upload to masters, previews, revisions and deliveries.</summary>
public sealed class MasterTests(Studio studio)
{
    private static readonly byte[] Song = Studio.Song();

    [Fact]
    public async Task A_master_is_what_the_library_makes_of_the_same_file()
    {
        string upload = await studio.UploadAsync(Song);
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = upload, controls = new { intensity = "high", eq = 4 } });
        Assert.Equal("succeeded", Studio.Text(job, "state"));
        byte[] made = await AudioAsync(job);

        string folder = Directory.CreateTempSubdirectory("lacquer-library-").FullName;
        string mix = Path.Combine(folder, "mix.wav");
        await File.WriteAllBytesAsync(mix, Song, TestContext.Current.CancellationToken);
        var request = new MasteringRequest
        {
            InputPath = mix,
            OutputPath = Path.Combine(folder, "master.wav"),
            Controls = new Controls { Intensity = Intensity.High, Eq = 4 },
        };
        var session = new MasteringSession(new TrackAnalyser(StyleClassifier.Load()), new Decider(Judges.For(request)));
        session.Run(request, progress: null, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllBytesAsync(request.OutputPath, TestContext.Current.CancellationToken), made);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_master_comes_with_its_plan_report_charts_and_page()
    {
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Song, "Träume.wav") });
        JsonObject report = await studio.JsonAsync(Link(job, "report"));
        Assert.Equal("Träume.wav", Studio.Text(report, "file"));
        Assert.Equal("Träume.master.wav", Studio.Text(report, "output"));
        JsonObject charts = await studio.JsonAsync(Link(job, "charts"));
        Assert.NotEmpty(charts["master"]!["shortTermLufs"]!.AsArray());
        Assert.Equal(charts["tone"]!["centresHz"]!.AsArray().Count, charts["tone"]!["mixDb"]!.AsArray().Count);
        string page = await studio.Http.GetStringAsync(Link(job, "page"), TestContext.Current.CancellationToken);
        Assert.Contains("Träume", page, StringComparison.Ordinal);
        Assert.DoesNotContain(studio.Data, page + report.ToJsonString(), StringComparison.Ordinal);
        using HttpResponseMessage download = await studio.Http.GetAsync(Link(job, "audio") + "?download=true", TestContext.Current.CancellationToken);
        Assert.Equal("Träume.master.r1.wav", download.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Fact]
    public async Task A_revision_changes_one_thing_and_says_what()
    {
        JsonObject first = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Song) });
        string master = Studio.Text(first, "masterId");
        JsonObject second = await studio.DoAsync($"/v1/masters/{master}/revisions", new { notes = new[] { "a touch warmer" } });
        Assert.Equal("succeeded", Studio.Text(second, "state"));
        Assert.Equal(2, second["revision"]!.GetValue<int>());
        JsonObject revision = await studio.JsonAsync($"/v1/masters/{master}/revisions/2");
        Assert.Equal(1, revision["parent"]!.GetValue<int>());
        Assert.Contains(revision["diff"]!["changes"]!.AsArray(), change => Studio.Text(change!, "stage") == "equalizer");
        JsonObject third = await studio.DoAsync($"/v1/masters/{master}/revisions", new { from = 1, controls = new { volume = 2 } });
        JsonObject again = await studio.JsonAsync($"/v1/masters/{master}/revisions/3");
        Assert.Equal("succeeded", Studio.Text(third, "state"));
        Assert.Equal(1, again["parent"]!.GetValue<int>());
        Assert.Equal(3, (await studio.JsonAsync($"/v1/masters/{master}"))["revisions"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_preview_is_the_same_seconds_of_the_master()
    {
        string upload = await studio.UploadAsync(Song);
        JsonObject whole = await studio.DoAsync("/v1/masters", new { uploadId = upload, controls = new { eq = 5 } });
        JsonObject preview = await studio.DoAsync("/v1/masters", new { uploadId = upload, controls = new { eq = 5 }, preview = new { startSeconds = 2.0, durationSeconds = 2.0 } });
        Assert.Equal("succeeded", Studio.Text(preview, "state"));
        Assert.Null(preview["masterId"]);
        byte[] all = await AudioAsync(whole);
        byte[] part = await AudioAsync(preview);
        const int Header = 8; // frames after which a plain header is over, whatever its chunks
        int frameBytes = 6;
        int frames = 2 * 44_100;
        ReadOnlySpan<byte> a = all.AsSpan()[^((6 * 44_100 * frameBytes) - (2 * 44_100 * frameBytes))..][..(frames * frameBytes)];
        ReadOnlySpan<byte> b = part.AsSpan()[^(frames * frameBytes)..];
        double difference = 0, power = 0;
        for (int n = Header * frameBytes; n < a.Length; n += 3)
        {
            double x = Sample(a[n..]), y = Sample(b[n..]);
            difference += (x - y) * (x - y);
            power += x * x;
        }

        Assert.True(10 * Math.Log10(difference / power) < -60, $"{10 * Math.Log10(difference / power):0.0} dB");
    }

    [Fact]
    public async Task A_note_is_interpreted_before_it_is_followed()
    {
        JsonObject unclear = await AskAsync(new { note = "make it better" });
        Assert.False(unclear["clear"]!.GetValue<bool>());
        Assert.NotEmpty(unclear["questions"]!.AsArray());
        JsonObject first = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Song) });
        JsonObject clear = await AskAsync(new { note = "brighter", masterId = Studio.Text(first, "masterId") });
        Assert.True(clear["clear"]!.GetValue<bool>());
        Assert.NotEmpty(clear["changes"]!.AsArray());
        Assert.NotEmpty(clear["reasons"]!.AsArray());
        Assert.Single((await studio.JsonAsync($"/v1/masters/{Studio.Text(first, "masterId")}"))["revisions"]!.AsArray());
    }

    [Fact]
    public async Task A_reference_is_measured_once_and_followed_without_its_sound()
    {
        string other = await studio.UploadAsync(Studio.Song(seed: 9), "reference.wav");
        JsonObject reference = await studio.BeginAsync("/v1/references", new { uploadId = other, name = "My favourite" });
        await studio.EndAsync(Studio.Text(reference["job"]!, "id"));
        string id = Studio.Text(reference, "id");
        Assert.True((await studio.JsonAsync($"/v1/references/{id}"))["ready"]!.GetValue<bool>());
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Song), references = new { tracks = new[] { new { id } }, match = 80 } });
        JsonObject report = await studio.JsonAsync(Link(job, "report"));
        Assert.Equal(80, report["plan"]!["reference"]!["match"]!.GetValue<double>());
        Assert.Equal("reference.wav", Studio.Text(report["plan"]!["reference"]!["sources"]![0]!, "name"));
    }

    [Fact]
    public async Task A_delivery_is_the_revision_in_another_format()
    {
        JsonObject first = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Song) });
        JsonObject flac = await studio.DoAsync($"/v1/masters/{Studio.Text(first, "masterId")}/revisions/1/deliveries", new { format = "flac", bits = "16" });
        Assert.Equal("succeeded", Studio.Text(flac, "state"));
        Assert.Equal("fLaC"u8.ToArray(), (await AudioAsync(flac))[..4]);
        using HttpResponseMessage wrong = await studio.PostAsync($"/v1/masters/{Studio.Text(first, "masterId")}/revisions/1/deliveries", new { format = "mp4" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    [Fact]
    public async Task The_same_request_under_the_same_key_is_one_master()
    {
        var body = new { uploadId = await studio.UploadAsync(Song) };
        string[] jobs = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => Studio.Text(await studio.BeginAsync("/v1/masters", body, "key-1"), "id")));
        Assert.Single(jobs.Distinct());
        using HttpResponseMessage other = await studio.PostAsync("/v1/masters", new { body.uploadId, controls = new { eq = 1 } }, "key-1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.NotEqual(jobs[0], Studio.Text(await studio.BeginAsync("/v1/masters", body, "key-2"), "id"));
        await studio.EndAsync(jobs[0]);
    }

    [Fact]
    public async Task A_file_that_is_no_sound_fails_with_a_reason()
    {
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync("Not a sound at all, only words."u8.ToArray(), "fake.wav") });
        Assert.Equal("failed", Studio.Text(job, "state"));
        Assert.Equal("unsupported", Studio.Text(job["failure"]!, "code"));
        Assert.DoesNotContain(studio.Data, Studio.Text(job["failure"]!, "message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"uploadId":"UP","controls":{"eq":9}}""", 422)]
    [InlineData("""{"uploadId":"UP","controls":{"bass":3}}""", 422)]
    [InlineData("""{"uploadId":"UP","controls":{"eq":[1]}}""", 422)]
    [InlineData("""{"uploadId":"UP","notes":["turn the snare up"]}""", 422)]
    [InlineData("""{"uploadId":"UP","presets":["nonsense"]}""", 422)]
    [InlineData("""{"uploadId":"UP","preview":{"startSeconds":-1}}""", 422)]
    [InlineData("""{"uploadId":"UP","set":["equalizer.mid250Hz=99"]}""", 422)]
    [InlineData("""{"controls":{}}""", 422)]
    [InlineData("""{"uploadId":"up_nobody"}""", 404)]
    [InlineData("""{"uploadId":"UP","colour":"red"}""", 400)]
    [InlineData("""{"uploadId":5}""", 400)]
    [InlineData("""{"uploadId":""", 400)]
    [InlineData("null", 400)]
    [InlineData("", 400)]
    public async Task What_cannot_be_done_is_refused_at_once_as_a_problem(string body, int status)
    {
        string upload = await studio.UploadAsync(Song);
        using var content = new StringContent(body.Replace("UP", upload, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await studio.Http.PostAsync("/v1/masters", content, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonNode problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.StartsWith("/problems/", Studio.Text(problem, "type"), StringComparison.Ordinal);
        Assert.NotEmpty(Studio.Text(problem, "detail"));
    }

    [Fact]
    public async Task Erasing_an_upload_erases_all_that_came_from_it()
    {
        string upload = await studio.UploadAsync(Song);
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = upload });
        string master = Studio.Text(job, "masterId");
        string[] before = Files("jobs", Studio.Text(job, "id"));
        Assert.NotEmpty(before);
        using HttpResponseMessage gone = await studio.Http.DeleteAsync($"/v1/uploads/{upload}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        foreach (string address in (string[])[$"/v1/uploads/{upload}", $"/v1/masters/{master}", $"/v1/jobs/{Studio.Text(job, "id")}", Link(job, "audio")])
        {
            using HttpResponseMessage answer = await studio.Http.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Empty(Files("jobs", Studio.Text(job, "id")));
        Assert.Empty(Files("uploads", upload));
    }

    [Fact]
    public async Task Lists_come_in_pages_newest_first_without_repeats()
    {
        string[] uploads = [await studio.UploadAsync(Song[..200]), await studio.UploadAsync(Song[..300]), await studio.UploadAsync(Song[..400])];
        var seen = new List<string>();
        string? next = null;
        do
        {
            JsonObject page = await studio.JsonAsync($"/v1/uploads?limit=2{(next is null ? "" : $"&after={next}")}");
            seen.AddRange(page["items"]!.AsArray().Select(item => Studio.Text(item!, "id")));
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);
        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal([2, 1, 0], seen.Where(uploads.Contains).Select(id => Array.IndexOf(uploads, id)));
    }

    private async Task<JsonObject> AskAsync(object body)
    {
        using HttpResponseMessage answer = await studio.PostAsync("/v1/notes:interpret", body);
        return await Studio.OkAsync(answer);
    }

    private string[] Files(string kind, string id)
    {
        string folder = Path.Combine(studio.Data, "objects", kind, id);
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    private Task<byte[]> AudioAsync(JsonObject job) => studio.Http.GetByteArrayAsync(Link(job, "audio"), TestContext.Current.CancellationToken);

    private static string Link(JsonObject job, string name) => Studio.Text(job["links"]!, name);

    /// <summary>24 bits, little-endian.</summary>
    private static double Sample(ReadOnlySpan<byte> bytes) => (bytes[0] | (bytes[1] << 8) | ((sbyte)bytes[2] << 16)) / 8_388_608.0;
}
