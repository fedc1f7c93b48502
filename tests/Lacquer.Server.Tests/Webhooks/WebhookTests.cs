using System.Net;
using System.Text.Json.Nodes;
using Lacquer.Server.Webhooks;

namespace Lacquer.Server.Tests.Webhooks;

/// <summary>Whoever asked for it is told when a job ends, can tell who told it, and finds out what did not arrive.</summary>
public sealed class WebhookTests(WebhookStudio service) : IClassFixture<WebhookStudio>
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5); // Standard Webhooks 1.0.0

    private static readonly string[] AllEvents = ["job.succeeded", "job.failed", "job.canceled"];

    private readonly Studio _studio = service.Studio;

    [Fact]
    public void Signs_as_the_standard_does() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSecret.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, """{"test": 2432232314}"""));

    [Fact]
    public async Task A_job_that_ends_is_told_signed_and_once()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        JsonObject webhook = await MakeAsync(receiver.Url);
        string secret = Studio.Text(webhook, "secret");
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.InRange(Convert.FromBase64String(secret[6..]).Length, 24, 64);

        JsonObject done = await _studio.DoAsync("/v1/analyses", new { uploadId = await _studio.UploadAsync(Studio.Song(1)) });
        Receiver.Message message = await receiver.NextAsync();
        Assert.True(message.IsSignedWith(secret));
        Assert.False(message.IsSignedWith(WebhookSecret.New()));
        Assert.Equal("/lacquer", message.Path);
        long seconds = long.Parse(message.Timestamp, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds), -Window, Window);
        Assert.Equal("job.succeeded", Studio.Text(message.Json, "type"));
        Assert.Equal(done.ToJsonString(), message.Json["data"]!.ToJsonString());

        JsonObject failed = await _studio.DoAsync("/v1/analyses", new { uploadId = await _studio.UploadAsync("no sound"u8.ToArray()) });
        message = await receiver.NextAsync();
        Assert.Equal("job.failed", Studio.Text(message.Json, "type"));
        Assert.Equal(failed["failure"]!.ToJsonString(), message.Json["data"]!["failure"]!.ToJsonString());

        JsonObject delivery = await DeliveredAsync(webhook, message.Id);
        Assert.Equal(("delivered", 1, 200), (Studio.Text(delivery, "state"), delivery["attempts"]!.GetValue<int>(), delivery["answerStatus"]!.GetValue<int>()));
        Assert.Equal(Studio.Text(failed, "id"), Studio.Text(delivery, "jobId"));

        // By hand it comes again, as the same message, signed anew.
        await _studio.BeginAsync($"{Path(webhook)}/deliveries/{message.Id}/redelivery", new { });
        Receiver.Message again = await receiver.NextAsync();
        Assert.Equal((message.Id, message.Body), (again.Id, again.Body));
        Assert.True(again.IsSignedWith(secret));
        await DeleteAsync(webhook);
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task After_a_change_of_secret_both_hold_for_a_while()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        JsonObject webhook = await MakeAsync(receiver.Url);
        string first = Studio.Text(webhook, "secret");
        string second = Studio.Text(await _studio.BeginAsync($"{Path(webhook)}/secret", new { }), "secret");
        await _studio.BeginAsync($"{Path(webhook)}/test", new { });
        Receiver.Message both = await receiver.NextAsync();
        Assert.Equal("webhook.test", Studio.Text(both.Json, "type"));
        Assert.True(both.IsSignedWith(first) && both.IsSignedWith(second));

        // At once, when the first one has become known.
        string third = Studio.Text(await _studio.BeginAsync($"{Path(webhook)}/secret", new { earlierHours = 0 }), "secret");
        await _studio.BeginAsync($"{Path(webhook)}/test", new { });
        Receiver.Message one = await receiver.NextAsync();
        Assert.True(one.IsSignedWith(third));
        Assert.False(one.IsSignedWith(first) || one.IsSignedWith(second));

        // Never shown again.
        Assert.DoesNotContain("whsec_", await _studio.Http.GetStringAsync("/v1/webhooks", TestContext.Current.CancellationToken) + await _studio.Http.GetStringAsync(Path(webhook), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await DeleteAsync(webhook);
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_after_a_restart_of_the_service()
    {
        await using var studio = new Studio { With = WebhookStudio.On };
        await studio.InitializeAsync();
        int port;
        await using (Receiver away = await Receiver.StartAsync())
        {
            port = new Uri(away.Url).Port;
        }

        JsonObject webhook = await studio.BeginAsync("/v1/webhooks", new { url = $"http://127.0.0.1:{port}/", events = AllEvents });
        JsonObject job = await studio.DoAsync("/v1/analyses", new { uploadId = await studio.UploadAsync("no sound"u8.ToArray()) });
        while ((await studio.JsonAsync($"{Path(webhook)}/deliveries"))["items"]![0]!["problem"] is null)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.NotNull((await studio.JsonAsync(Path(webhook)))["failingSince"]);
        await studio.RestartAsync();
        await using Receiver back = await Receiver.StartAsync(port);
        Receiver.Message message = await back.NextAsync();
        Assert.True(message.IsSignedWith(Studio.Text(webhook, "secret")));
        Assert.Equal(Studio.Text(job, "id"), Studio.Text(message.Json["data"]!, "id"));
    }

    [Theory]
    [InlineData("http://example.org/")] // not private
    [InlineData("ftp://example.org/")]
    [InlineData("https://user:word@example.org/")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:192.168.0.1]/")]
    [InlineData("https://0x0a.1/")] // ways to write 10.0.0.1
    [InlineData("https://167772161/")]
    [InlineData("lacquer")]
    public async Task Addresses_that_are_not_for_everybody_are_refused(string url)
    {
        using HttpResponseMessage answer = await _studio.PostAsync("/v1/webhooks", new { url, events = AllEvents });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task A_webhook_is_told_what_it_asked_for_while_it_is_on()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        JsonObject webhook = await MakeAsync(receiver.Url, "job.failed");
        await _studio.DoAsync("/v1/analyses", new { uploadId = await _studio.UploadAsync(Studio.Song(1)) });
        using (HttpResponseMessage off = await _studio.Http.SendAsync(Put(webhook, new { url = receiver.Url, events = AllEvents, active = false }), TestContext.Current.CancellationToken))
        {
            Assert.False((await Studio.OkAsync(off))["active"]!.GetValue<bool>());
        }

        string bad = await _studio.UploadAsync("no sound"u8.ToArray());
        await _studio.DoAsync("/v1/analyses", new { uploadId = bad });
        using (HttpResponseMessage on = await _studio.Http.SendAsync(Put(webhook, new { url = receiver.Url, events = AllEvents }), TestContext.Current.CancellationToken))
        {
            Assert.True((await Studio.OkAsync(on))["active"]!.GetValue<bool>());
        }

        string told = Studio.Text(await _studio.DoAsync("/v1/analyses", new { uploadId = bad }), "id");
        Assert.Equal(told, Studio.Text((await receiver.NextAsync()).Json["data"]!, "id"));

        // What is erased is not spoken of any more.
        using HttpResponseMessage erased = await _studio.Http.DeleteAsync($"/v1/uploads/{bad}", TestContext.Current.CancellationToken);
        Assert.Empty((await _studio.JsonAsync($"{Path(webhook)}/deliveries"))["items"]!.AsArray());
        await DeleteAsync(webhook);
    }

    private static string Path(JsonObject webhook) => $"/v1/webhooks/{Studio.Text(webhook, "id")}";

    private static HttpRequestMessage Put(JsonObject webhook, object body) => new(HttpMethod.Put, Path(webhook)) { Content = System.Net.Http.Json.JsonContent.Create(body) };

    private Task<JsonObject> MakeAsync(string url, params string[] events) => _studio.BeginAsync("/v1/webhooks", new { url, events = events is [] ? AllEvents : events });

    private async Task<JsonObject> DeliveredAsync(JsonObject webhook, string id)
    {
        while (true)
        {
            JsonObject delivery = (await _studio.JsonAsync($"{Path(webhook)}/deliveries"))["items"]!.AsArray().Single(entry => Studio.Text(entry!, "id") == id)!.AsObject();
            if (Studio.Text(delivery, "state") != "waiting")
            {
                return delivery;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task DeleteAsync(JsonObject webhook)
    {
        using HttpResponseMessage answer = await _studio.Http.DeleteAsync(Path(webhook), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }
}
