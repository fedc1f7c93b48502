using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lacquer.Server.Tests.Accounts;

namespace Lacquer.Server.Tests.Sharing;

/// <summary>Where everybody else must log in, whoever has a link need not, and gets no further than the link goes.</summary>
public sealed class AccountShareTests(AccountStudio service) : IClassFixture<AccountStudio>
{
    private readonly Studio _studio = service.Studio;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_needs_no_login_and_opens_nothing_that_needs_one()
    {
        using Person owner = await Person.NewAsync(_studio);
        Studio own = await owner.StudioAsync();
        JsonObject job = await own.DoAsync("/v1/masters", new { uploadId = await own.UploadAsync(Studio.Song(2), "one.wav") });
        await own.UploadAsync(Studio.Song(1), "secret.wav");
        string master = Studio.Text(job, "masterId");
        Studio reader = await owner.StudioAsync("read");
        using HttpResponseMessage scopeless = await reader.PostAsync($"/v1/masters/{master}/shares", new { });
        Assert.Equal(HttpStatusCode.Forbidden, scopeless.StatusCode);
        string token = Studio.Text(await own.BeginAsync($"/v1/masters/{master}/shares", new { mayApprove = true }), "url").Split('/')[^1];

        JsonObject shared = await _studio.JsonAsync($"/v1/shares/{token}");
        Assert.Equal("one.wav", Studio.Text(shared, "name"));
        Assert.DoesNotContain("secret", shared.ToJsonString(), StringComparison.Ordinal);
        await _studio.BeginAsync($"/v1/shares/{token}/comments", new { revision = 1, atSeconds = 1, author = "Anna", text = "hello" });
        await _studio.BeginAsync($"/v1/shares/{token}/approval", new { revision = 1, verdict = "approved", name = "Anna" });
        using HttpResponseMessage sound = await _studio.Http.GetAsync(Studio.Text(shared["revisions"]![0]!["links"]!, "audio"), Cancel);
        Assert.Equal(HttpStatusCode.OK, sound.StatusCode);

        string[] closed = [$"/v1/masters/{master}", $"/v1/masters/{master}/comments", $"/v1/masters/{master}/shares", $"/v1/masters/{master}/approvals", $"/v1/masters/{master}/revisions/1/handover", Studio.Text(job["links"]!, "audio")];
        foreach (string address in closed)
        {
            using HttpResponseMessage answer = await _studio.Http.GetAsync(address, Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        // Not from a page of somebody else's, either.
        using var forged = new HttpRequestMessage(HttpMethod.Post, $"/v1/shares/{token}/approval") { Content = JsonContent.Create(new { revision = 1, verdict = "approved", name = "Mallory" }) };
        forged.Headers.Add("Origin", "https://elsewhere.example");
        using HttpResponseMessage refused = await _studio.Http.SendAsync(forged, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Guessing_at_links_is_bounded_by_address()
    {
        await using var studio = new Studio { With = settings => AccountStudio.On(settings) with { RequestsPerMinute = 10 } };
        await studio.InitializeAsync();
        var answers = new List<HttpStatusCode>();
        for (int i = 0; i < 60; i++)
        {
            using HttpResponseMessage answer = await studio.Http.GetAsync($"/v1/shares/guess{i}", Cancel);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(40, answers.Count(status => status == HttpStatusCode.NotFound)); // four times the account's
        Assert.Equal(20, answers.Count(status => status == HttpStatusCode.TooManyRequests));
    }
}
