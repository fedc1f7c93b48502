using System.Net;
using System.Net.Http.Json;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>Who asks too much is told when to come again; the others are served.</summary>
public sealed class RateTests
{
    [Fact]
    public async Task Logins_are_few_for_an_address_and_other_requests_go_on()
    {
        await using var studio = new Studio { With = settings => AccountStudio.On(settings) with { LoginsPerMinute = 3 } };
        await studio.InitializeAsync();
        using var person = new Person(studio);
        HttpResponseMessage? refused = null;
        for (int i = 0; i < 50 && refused is null; i++)
        {
            HttpResponseMessage answer = await person.SendAsync("POST", "/v1/account/login", new { email = "x", password = "y" });
            refused = answer.StatusCode == HttpStatusCode.TooManyRequests ? answer : null;
        }

        AssertLater(refused, "too-many-requests");
        Assert.Equal(200, await person.StatusAsync("GET", "/v1/account/login"));
    }

    [Fact]
    public async Task One_account_does_not_use_up_what_another_may_ask()
    {
        await using var studio = new Studio { With = settings => AccountStudio.On(settings) with { RequestsPerMinute = 100 } };
        await studio.InitializeAsync();
        using Person anna = await Person.NewAsync(studio);
        using Person bert = await Person.NewAsync(studio);
        HttpResponseMessage? refused = null;
        for (int i = 0; i < 200 && refused is null; i++)
        {
            HttpResponseMessage answer = await anna.SendAsync("GET", "/v1/presets");
            refused = answer.StatusCode == HttpStatusCode.TooManyRequests ? answer : null;
        }

        AssertLater(refused, "too-many-requests");
        Assert.Equal(200, await bert.StatusAsync("GET", "/v1/presets"));
    }

    [Fact]
    public async Task An_account_sends_few_uploads_at_a_time()
    {
        await using var studio = new Studio { With = settings => AccountStudio.On(settings) with { ConcurrentUploads = 1 } };
        await studio.InitializeAsync();
        using Person person = await Person.NewAsync(studio);
        Studio own = await person.StudioAsync();
        var gate = new TaskCompletionSource();
        using var slow = new SlowContent(gate.Task);
        Task<HttpResponseMessage> first = own.Http.PostAsync("/v1/uploads", slow, TestContext.Current.CancellationToken);
        await slow.Begun;
        HttpResponseMessage? refused = null;
        while (refused is null)
        {
            // The first one may still be on its way to the service.
            using var second = new ByteArrayContent([1, 2, 3]);
            HttpResponseMessage answer = await own.Http.PostAsync("/v1/uploads", second, TestContext.Current.CancellationToken);
            refused = answer.StatusCode == HttpStatusCode.TooManyRequests ? answer : null;
        }

        AssertLater(refused, "too-many-requests");
        gate.SetResult();
        using HttpResponseMessage done = await first;
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
    }

    [Fact]
    public async Task When_too_many_jobs_wait_new_ones_are_put_off()
    {
        await using var studio = new Studio { With = settings => settings with { MaxWaitingJobs = 2, Renders = 0 } };
        await studio.InitializeAsync();
        string upload = await studio.UploadAsync(Studio.Song(1));
        await studio.BeginAsync("/v1/analyses", new { uploadId = upload });
        await studio.BeginAsync("/v1/masters", new { uploadId = upload }, "again");
        foreach ((string path, object body) in ((string, object)[])[("/v1/analyses", new { uploadId = upload }), ("/v1/masters", new { uploadId = upload }), ("/v1/references", new { uploadId = upload })])
        {
            using HttpResponseMessage answer = await studio.PostAsync(path, body);
            AssertLater(answer, "busy", 503);
        }

        await studio.BeginAsync("/v1/masters", new { uploadId = upload }, "again"); // the same request has its answer already
        await using Store store = await studio.Get<IDbContextFactory<Store>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, await store.Jobs.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await store.Masters.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Only_uploads_have_large_bodies()
    {
        await using var studio = new Studio();
        await studio.InitializeAsync();
        using var content = JsonContent.Create(new { note = new string('x', 2 << 20) });
        await content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
        using HttpResponseMessage answer = await studio.Http.PostAsync("/v1/notes:interpret", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    private static void AssertLater(HttpResponseMessage? answer, string type, int status = 429)
    {
        Assert.NotNull(answer);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Contains($"/problems/{type}\"", answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult(), StringComparison.Ordinal);
    }
}
