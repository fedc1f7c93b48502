using System.Net;
using System.Text.Json.Nodes;
using Lacquer.Server.Accounts;
using Lacquer.Server.Storage;
using Lacquer.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>Accounts are held to their plans, and told what helps.</summary>
public sealed class PlanTests
{
    private static readonly Plan Small = new() { StoredBytes = 300_000, MaxUploadBytes = 200_000, MastersAMonth = 2, ConcurrentJobs = 2, Formats = ["mp3"] };

    [Fact]
    public async Task A_free_account_hears_mp3_and_a_paid_one_gets_lossless()
    {
        await using Studio studio = await StartAsync(Small with { StoredBytes = null, MaxUploadBytes = null });
        using Person person = await Person.NewAsync(studio);
        Studio own = await person.StudioAsync();
        string upload = await own.UploadAsync(Studio.Song(3));
        JsonObject preview = await own.DoAsync("/v1/masters", new { uploadId = upload, preview = new { startSeconds = 0, durationSeconds = 1 } });
        Assert.EndsWith(".mp3", Studio.Text(preview["links"]!, "audio"), StringComparison.Ordinal);
        JsonObject master = await own.DoAsync("/v1/masters", new { uploadId = upload });
        string mp3 = Studio.Text(master["links"]!, "audio");
        Assert.EndsWith(".mp3", mp3, StringComparison.Ordinal);
        Assert.NotEmpty(await own.Http.GetByteArrayAsync(mp3, TestContext.Current.CancellationToken));
        string deliveries = $"/v1/masters/{Studio.Text(master, "masterId")}/revisions/1/deliveries";
        await RefusedAsync(own, deliveries, new { format = "flac" }, 402, "plan-format");

        await PutAsync(studio, person, plan: null);
        JsonObject flac = await own.DoAsync(deliveries, new { format = "flac" });
        string lossless = Studio.Text(flac["links"]!, "audio");
        Assert.NotEmpty(await own.Http.GetByteArrayAsync(lossless, TestContext.Current.CancellationToken));
        string link = Studio.Text(await own.BeginAsync(lossless + "/links", new { }), "url");

        // What was made stays, and comes back with the plan; a link is no way around it.
        await PutAsync(studio, person, "free");
        foreach (string address in (string[])[lossless, link])
        {
            using HttpResponseMessage answer = await own.Http.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.PaymentRequired, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Place_is_limited_and_comes_back_with_what_is_erased()
    {
        await using Studio studio = await StartAsync(Small);
        using Person person = await Person.NewAsync(studio);
        Studio own = await person.StudioAsync();
        await UploadAsync(own, 200_001, 413, "too-large");
        using var ask = new HttpRequestMessage(HttpMethod.Options, "/v1/uploads");
        using (HttpResponseMessage options = await own.Http.SendAsync(ask, TestContext.Current.CancellationToken))
        {
            Assert.Equal("200000", options.Headers.GetValues("Tus-Max-Size").Single());
        }

        string first = await own.UploadAsync(new byte[200_000]);
        await UploadAsync(own, 150_000, 402, "quota-storage");
        JsonObject account = await own.JsonAsync("/v1/account");
        Assert.Equal("free", Studio.Text(account, "plan"));
        Assert.Equal(200_000, account["use"]!["storedBytes"]!.GetValue<long>());
        Assert.Equal(300_000, account["limits"]!["storedBytes"]!.GetValue<long>());
        Assert.Equal(200_000, account["maxUploadBytes"]!.GetValue<long>());
        using HttpResponseMessage erased = await own.Http.DeleteAsync($"/v1/uploads/{first}", TestContext.Current.CancellationToken);
        await own.UploadAsync(new byte[150_000]);
    }

    [Fact]
    public async Task Many_uploads_at_once_do_not_slip_through()
    {
        await using Studio studio = await StartAsync(Small with { StoredBytes = 10_000 });
        await CheckUploadsAtOnceAsync(studio);
    }

    [Fact]
    public async Task Nor_many_uploads_and_jobs_on_postgresql()
    {
        await using var postgres = new PostgresServer();
        await postgres.StartAsync();
        string database = await postgres.DatabaseAsync("lacquer_plans");
        await using Studio studio = await StartAsync(Small with { StoredBytes = 10_000 }, settings => settings with { Database = database, Renders = 0 });
        await CheckUploadsAtOnceAsync(studio);
        using Person person = await Person.NewAsync(studio);
        Studio own = await person.StudioAsync();
        Assert.Equal(2, (await BeginSixAsync(own, await own.UploadAsync(new byte[100]))).Count(status => status == 202));
    }

    private static async Task CheckUploadsAtOnceAsync(Studio studio)
    {
        using Person person = await Person.NewAsync(studio);
        Studio own = await person.StudioAsync();
        int[] answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var content = new ByteArrayContent(new byte[3_000]);
            using HttpResponseMessage answer = await own.Http.PostAsync("/v1/uploads", content, TestContext.Current.CancellationToken);
            return (int)answer.StatusCode;
        }));
        Assert.Equal(3, answers.Count(status => status == 201));
        Assert.Equal(9, answers.Count(status => status == 402));
    }

    [Fact]
    public async Task Jobs_at_once_and_masters_a_month_are_limited()
    {
        await using Studio studio = await StartAsync(Small, settings => settings with { Renders = 0 });
        using Person person = await Person.NewAsync(studio);
        Studio own = await person.StudioAsync();
        string upload = await own.UploadAsync(Studio.Song(1));
        int[] answers = await BeginSixAsync(own, upload);
        Assert.Equal(2, answers.Count(status => status == 202));
        await RefusedAsync(own, "/v1/analyses", new { uploadId = upload }, 429, "quota-jobs");
        JsonObject masters = await own.JsonAsync("/v1/masters");
        foreach (JsonNode? master in masters["items"]!.AsArray())
        {
            // Erasing a master gives back the place among jobs, not the one in the month.
            using HttpResponseMessage erased = await own.Http.DeleteAsync($"/v1/masters/{Studio.Text(master!, "id")}", TestContext.Current.CancellationToken);
        }

        await RefusedAsync(own, "/v1/masters", new { uploadId = upload }, 429, "quota-masters");
        JsonObject account = await own.JsonAsync("/v1/account");
        Assert.Equal(2, account["use"]!["masters"]!.GetValue<int>());
        Assert.Equal(0, account["use"]!["jobs"]!.GetValue<int>());
        await own.BeginAsync("/v1/analyses", new { uploadId = upload });
    }

    [Fact]
    public async Task Without_accounts_nothing_is_limited()
    {
        await using var studio = new Studio();
        await studio.InitializeAsync();
        JsonObject account = await studio.JsonAsync("/v1/account");
        Assert.False(account["login"]!.GetValue<bool>());
        Assert.Null(account["plan"]);
        Assert.All(account["limits"]!.AsObject().Where(limit => limit.Key is not "formats" and not "previewFormat"), limit => Assert.Null(limit.Value));
        using HttpResponseMessage login = await studio.PostAsync("/v1/account/login", new { email = "a@example.org", password = "b" });
        Assert.Equal(HttpStatusCode.NotFound, login.StatusCode);
    }

    [Fact]
    public void Plans_come_from_the_configuration_and_are_checked()
    {
        Assert.Equal(5, Read("""{"accounts":true,"plans":{"free":{"mastersAMonth":5},"label":{"formats":"wav, flac","previewFormat":"opus"}},"signUpPlan":"label"}""").Plans["free"].MastersAMonth);
        ServiceSettings settings = Read("""{"plans":{"free":{"mastersAMonth":5},"label":{"formats":["wav", "flac"],"previewFormat":"opus"}}}""");
        Assert.Equal(["mp3"], settings.Plans["free"].Formats);
        Assert.True(settings.Plans["label"].Delivers("flac"));
        Assert.False(settings.Plans["label"].Delivers("mp3"));
        Assert.Equal("opus", settings.Plans["label"].PreviewFormat);
        Assert.Equal("wav", settings.Plans["paid"].PreviewFormat);
        foreach (string wrong in (string[])["""{"plans":{"free":{"masters":5}}}""", """{"plans":{"free":{"mastersAMonth":-1}}}""", """{"plans":{"free":{"formats":"mp4"}}}""", """{"signUpPlan":"gold"}""", """{"accounts":"maybe"}""", """{"proxies":"all"}"""])
        {
            Assert.Throws<ServiceConfigurationException>(() => Read(wrong));
        }
    }

    private static Task<int[]> BeginSixAsync(Studio own, string upload) => Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
    {
        using HttpResponseMessage answer = await own.PostAsync("/v1/masters", new { uploadId = upload });
        return (int)answer.StatusCode;
    }));

    private static ServiceSettings Read(string json)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, json);
        try
        {
            return ServiceConfiguration.Read(file, Path.GetTempPath(), []);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<Studio> StartAsync(Plan free, Func<ServiceSettings, ServiceSettings>? with = null)
    {
        var plans = new Dictionary<string, Plan>(StringComparer.Ordinal) { ["free"] = free };
        var studio = new Studio { With = settings => (with ?? (same => same))(AccountStudio.On(settings) with { ConcurrentUploads = 100, Plans = plans, SignUpPlan = "free" }) };
        await studio.InitializeAsync();
        return studio;
    }

    private static async Task PutAsync(Studio studio, Person person, string? plan)
    {
        await using Store store = await studio.Get<IDbContextFactory<Store>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        await store.Accounts.Where(account => account.Email == person.Email).ExecuteUpdateAsync(set => set.SetProperty(account => account.Plan, plan), TestContext.Current.CancellationToken);
    }

    private static async Task UploadAsync(Studio own, int bytes, int status, string type)
    {
        using var content = new ByteArrayContent(new byte[bytes]);
        using HttpResponseMessage answer = await own.Http.PostAsync("/v1/uploads", content, TestContext.Current.CancellationToken);
        await AssertProblemAsync(answer, status, type);
    }

    private static async Task RefusedAsync(Studio own, string path, object body, int status, string type)
    {
        using HttpResponseMessage answer = await own.PostAsync(path, body);
        await AssertProblemAsync(answer, status, type);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string type)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 429, answer.Headers.RetryAfter is not null);
        Assert.Contains($"/problems/{type}\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
