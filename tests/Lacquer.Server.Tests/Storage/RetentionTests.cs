using System.Net;
using System.Text.Json.Nodes;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Tests.Storage;

/// <summary>What is only kept for a while goes when its time is over, and nothing else does.</summary>
public sealed class RetentionTests(Studio studio)
{
    [Fact]
    public async Task Old_previews_and_unfinished_uploads_go_and_masters_stay()
    {
        string upload = await studio.UploadAsync(Studio.Song(2));
        JsonObject master = await studio.DoAsync("/v1/masters", new { uploadId = upload });
        JsonObject old = await studio.DoAsync("/v1/masters", new { uploadId = upload, preview = new { startSeconds = 0.0, durationSeconds = 1.0 } });
        JsonObject oldAnalysis = await studio.DoAsync("/v1/analyses", new { uploadId = upload });
        JsonObject analysis = await studio.DoAsync("/v1/analyses", new { uploadId = upload });
        JsonObject fresh = await studio.DoAsync("/v1/masters", new { uploadId = upload, preview = new { startSeconds = 0.5, durationSeconds = 1.0 } });
        using var announce = new HttpRequestMessage(HttpMethod.Post, "/v1/uploads");
        announce.Headers.Add("Tus-Resumable", "1.0.0");
        announce.Headers.Add("Upload-Length", "1000");
        using HttpResponseMessage announced = await studio.Http.SendAsync(announce, TestContext.Current.CancellationToken);
        string unfinished = announced.Headers.Location!.OriginalString;
        await using (Store store = await studio.Get<IDbContextFactory<Store>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            string oldId = Studio.Text(old, "id");
            string[] aged = [Studio.Text(oldAnalysis, "id"), Studio.Text(master, "id")];
            await store.Jobs.Where(job => aged.Contains(job.Id)).ExecuteUpdateAsync(set => set.SetProperty(job => job.Ended, 1), TestContext.Current.CancellationToken);
            string unfinishedId = unfinished.Split('/')[^1];
            await store.Jobs.Where(job => job.Id == oldId).ExecuteUpdateAsync(set => set.SetProperty(job => job.Ended, 1), TestContext.Current.CancellationToken);
            await store.Uploads.Where(u => u.Id == unfinishedId).ExecuteUpdateAsync(set => set.SetProperty(u => u.Expires, 1), TestContext.Current.CancellationToken);
        }

        await studio.Get<Retention>().SweepAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/v1/jobs/{Studio.Text(old, "id")}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(unfinished));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/v1/jobs/{Studio.Text(oldAnalysis, "id")}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"/v1/jobs/{Studio.Text(analysis, "id")}"));
        Assert.False(Directory.Exists(Path.Combine(studio.Data, "objects", "jobs", Studio.Text(old, "id"))));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Studio.Text(fresh["links"]!, "audio")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Studio.Text(master["links"]!, "audio")));
    }

    [Fact]
    public async Task An_erased_name_is_nowhere_in_the_files_of_the_database()
    {
        const string Name = "Xylophone of the Unforgettable";
        string upload = await studio.UploadAsync(Studio.Song(1), Name + ".wav");
        await studio.DoAsync("/v1/masters", new { uploadId = upload });
        using HttpResponseMessage gone = await studio.Http.DeleteAsync($"/v1/uploads/{upload}", TestContext.Current.CancellationToken);
        Assert.True(gone.IsSuccessStatusCode);
        for (int tries = 0; tries < 50 && Holds(Name); tries++)
        {
            // Somebody who reads just then keeps the journal; it is forgotten with the next erasure.
            await Task.Delay(100, TestContext.Current.CancellationToken);
            await using Store store = await studio.Get<IDbContextFactory<Store>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
            await store.ForgetJournalAsync();
        }

        Assert.False(Holds(Name));
    }

    private bool Holds(string name) => Directory.GetFiles(studio.Data, "lacquer.db*").Any(file =>
    {
        using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(name)) >= 0;
    });

    [Fact]
    public async Task Objects_that_no_row_names_go_once_they_are_old()
    {
        string upload = await studio.UploadAsync(Studio.Song(1));
        JsonObject analysis = await studio.DoAsync("/v1/analyses", new { uploadId = upload });
        string id = Studio.Text(analysis, "id");
        string root = Path.Combine(studio.Data, "objects");
        string[] nobodys = [$"jobs/{id}/lease_late/analysis.json", "jobs/job_gone/lease_1/audio.wav", $"uploads/{upload}/000000000000000-other", "uploads/up_gone/0"];
        string[] kept = ["jobs/job_young/lease_1/audio.wav", "something/else"];
        foreach (string key in (string[])[.. nobodys, .. kept])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, key))!);
            await File.WriteAllTextAsync(Path.Combine(root, key), "1", TestContext.Current.CancellationToken);
        }

        DateTime old = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-3);
        string[] named = [.. Directory.GetFiles(Path.Combine(root, "jobs", id), "*", SearchOption.AllDirectories), .. Directory.GetFiles(Path.Combine(root, "uploads", upload))];
        Array.ForEach([.. nobodys.Append(kept[1]).Select(key => Path.Combine(root, key)), .. named], path => File.SetLastWriteTimeUtc(path, old));
        Assert.Equal(nobodys.Length, await studio.Get<LeftOvers>().SweepAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(nobodys, key => File.Exists(Path.Combine(root, key)));
        Assert.All(kept, key => Assert.True(File.Exists(Path.Combine(root, key)), key));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Studio.Text(analysis["links"]!, "analysis")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"/v1/uploads/{upload}/audio"));
    }

    [Fact]
    public async Task Metrics_count_what_is_there()
    {
        await studio.DoAsync("/v1/analyses", new { uploadId = await studio.UploadAsync(Studio.Song(1)) });
        string metrics = await studio.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        string line = metrics.Split('\n').Single(l => l.StartsWith("lacquer_jobs{kind=\"analysis\",state=\"succeeded\"}", StringComparison.Ordinal));
        Assert.True(int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) >= 1);
        Assert.All(Enum.GetValues<JobState>(), state => Assert.Contains($"state=\"{state.ToString().ToLowerInvariant()}\"", metrics, StringComparison.Ordinal));
    }

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using HttpResponseMessage answer = await studio.Http.GetAsync(address, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
