using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Lacquer.Server.Tests.Sharing;

/// <summary>Somebody with a link hears one master, says something and approves; its owner sees it; nothing else opens.</summary>
public sealed class ShareTests(Studio studio, SharedSong song) : IClassFixture<SharedSong>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_opens_the_song_with_its_sounds_and_its_numbers()
    {
        string token = await song.ShareAsync(new { name = "for Anna" });
        JsonObject shared = await studio.JsonAsync($"/v1/shares/{token}");
        Assert.Equal("shared.wav", Studio.Text(shared, "name"));
        Assert.DoesNotContain("for Anna", shared.ToJsonString(), StringComparison.Ordinal);
        JsonNode revision = Assert.Single(shared["revisions"]!.AsArray())!;
        JsonObject report = await studio.JsonAsync(song.Report);
        Assert.Equal(report["input"]!["loudness"]!["integratedLufs"]!.GetValue<double>(), revision["mixLoudnessLufs"]!.GetValue<double>());
        Assert.Equal(report["result"]!["loudness"]!["integratedLufs"]!.GetValue<double>(), revision["loudnessLufs"]!.GetValue<double>());
        Assert.Equal(Studio.Text(report, "verdict"), Studio.Text(revision, "verdict"));

        // The very sounds, and they are asked for anew each time, so that a revoked link is over for everybody.
        using HttpResponseMessage mix = await studio.Http.GetAsync(Studio.Text(shared, "mix"), Cancel);
        Assert.Equal(song.Mix, await mix.Content.ReadAsByteArrayAsync(Cancel));
        Assert.True(mix.Headers.CacheControl!.NoCache);
        byte[] master = await studio.Http.GetByteArrayAsync(Studio.Text(revision["links"]!, "audio"), Cancel);
        Assert.Equal(await studio.Http.GetByteArrayAsync(song.Audio, Cancel), master);
        Assert.NotNull((await studio.JsonAsync(Studio.Text(revision["links"]!, "charts")))["mix"]);
    }

    [Fact]
    public async Task A_comment_is_read_answered_and_done()
    {
        string token = await song.ShareAsync(new { });
        JsonObject said = await studio.BeginAsync($"/v1/shares/{token}/comments", new { revision = 1, atSeconds = 1.25, author = " Anna ", text = "The <b>kick</b>\nis\u0007 too loud.\ud800" });
        Assert.Equal("Anna", Studio.Text(said, "author"));
        Assert.Equal("The <b>kick</b>\nis too loud.\ufffd", Studio.Text(said, "text"));
        string address = $"/v1/masters/{song.Master}/comments/{Studio.Text(said, "id")}";

        JsonObject seen = Find(await ArrayAsync($"/v1/masters/{song.Master}/comments"), said);
        Assert.Equal((1.25, false, false), (seen["atSeconds"]!.GetValue<double>(), seen["read"]!.GetValue<bool>(), seen["done"]!.GetValue<bool>()));
        Assert.NotNull(seen["shareId"]);
        await PatchAsync(address, new { read = true });
        await PatchAsync(address, new { answer = "2 dB less from revision 2 on." });
        await PatchAsync(address, new { done = true });
        JsonObject shown = Find((await studio.JsonAsync($"/v1/shares/{token}"))["comments"]!.AsArray(), said);
        Assert.Equal("2 dB less from revision 2 on.", Studio.Text(shown, "answer"));
        Assert.Equal((true, true, null), (shown["read"]!.GetValue<bool>(), shown["done"]!.GetValue<bool>(), shown["shareId"]));

        using HttpResponseMessage gone = await studio.Http.DeleteAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Empty((await studio.JsonAsync($"/v1/shares/{token}"))["comments"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_approves_may_change_their_mind_and_others_keep_theirs()
    {
        string token = await song.ShareAsync(new { mayApprove = true });
        foreach ((string name, string verdict) in ((string, string)[])[("Anna", "approved"), ("Bert", "approved"), ("Anna", "changesWanted")])
        {
            await studio.BeginAsync($"/v1/shares/{token}/approval", new { revision = 1, verdict, name });
        }

        JsonArray approvals = (await studio.JsonAsync($"/v1/shares/{token}"))["approvals"]!.AsArray();
        Assert.Equal(["Anna changesWanted", "Bert approved"], approvals.Select(each => $"{each!["name"]} {each["verdict"]}").Order());
        JsonArray owners = await ArrayAsync($"/v1/masters/{song.Master}/approvals");
        Assert.Contains(owners, each => Studio.Text(each!, "name") == "Anna" && Studio.Text(each!, "verdict") == "changesWanted");
    }

    [Fact]
    public async Task A_link_does_what_it_was_made_for_and_no_more()
    {
        string token = await song.ShareAsync(new { mayComment = false });
        (string Path, object Body, int Status)[] tries =
        [
            ("comments", new { revision = 1, atSeconds = 1, author = "A", text = "t" }, 403),
            ("approval", new { revision = 1, verdict = "approved", name = "A" }, 403),
        ];
        string open = await song.ShareAsync(new { mayApprove = true });
        (string Path, object Body, int Status)[] wrong =
        [
            ("comments", new { revision = 2, atSeconds = 1, author = "A", text = "t" }, 404),
            ("comments", new { revision = 1, atSeconds = -0.1, author = "A", text = "t" }, 422),
            ("comments", new { revision = 1, atSeconds = 60, author = "A", text = "t" }, 422),
            ("comments", new { revision = 1, atSeconds = 1, author = " ", text = "t" }, 422),
            ("comments", new { revision = 1, atSeconds = 1, author = new string('a', 81), text = "t" }, 422),
            ("comments", new { revision = 1, atSeconds = 1, author = "A", text = new string('t', 2_001) }, 422),
            ("comments", new { revision = 1, atSeconds = 1, author = "A", text = "\n" }, 422),
            ("comments", new { revision = 1, atSeconds = 1, author = "A" }, 400),
            ("approval", new { revision = 2, verdict = "approved", name = "A" }, 404),
            ("approval", new { revision = 1, verdict = "perhaps", name = "A" }, 400),
            ("approval", new { revision = 1, verdict = "approved", name = "" }, 422),
        ];
        foreach ((string path, object body, int status) in tries.Select(each => (each.Path, each.Body, each.Status)))
        {
            using HttpResponseMessage answer = await studio.PostAsync($"/v1/shares/{token}/{path}", body);
            Assert.Equal(status, (int)answer.StatusCode);
        }

        foreach ((string path, object body, int status) in wrong)
        {
            using HttpResponseMessage answer = await studio.PostAsync($"/v1/shares/{open}/{path}", body);
            Assert.True(status == (int)answer.StatusCode, $"{path} {body} is {(int)answer.StatusCode}");
        }

        JsonObject shared = await studio.JsonAsync($"/v1/shares/{open}");
        Assert.Empty(shared["comments"]!.AsArray());
        Assert.Empty(shared["approvals"]!.AsArray());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(366)]
    public async Task A_link_holds_for_a_day_to_a_year(double expiresInDays)
    {
        using HttpResponseMessage answer = await studio.PostAsync($"/v1/masters/{song.Master}/shares", new { expiresInDays });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task What_one_link_says_another_one_does_not_tell()
    {
        string one = await song.ShareAsync(new { mayApprove = true }), other = await song.ShareAsync(new { mayApprove = true });
        await studio.BeginAsync($"/v1/shares/{one}/comments", new { revision = 1, atSeconds = 1, author = "Anna", text = "only to you" });
        await studio.BeginAsync($"/v1/shares/{one}/approval", new { revision = 1, verdict = "approved", name = "Anna" });
        JsonObject shared = await studio.JsonAsync($"/v1/shares/{other}");
        Assert.Empty(shared["comments"]!.AsArray());
        Assert.Empty(shared["approvals"]!.AsArray());
    }

    [Fact]
    public async Task Many_comments_at_once_are_too_many()
    {
        const int Allowed = 20; // in a minute, by one link
        string token = await song.ShareAsync(new { });
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, Allowed + 6).Select(i =>
            studio.PostAsync($"/v1/shares/{token}/comments", new { revision = 1, atSeconds = 1, author = "Anna", text = $"{i}" })));
        Assert.Equal(Allowed, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        HttpResponseMessage refused = answers.First(answer => answer.StatusCode != HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task A_revoked_or_expired_link_opens_nothing_and_what_was_said_stays()
    {
        var log = new Accounts.Log();
        studio.Get<ILoggerFactory>().AddProvider(log);
        string expired = await song.ShareAsync(new { expiresInDays = 1 }), revoked = await song.ShareAsync(new { });
        JsonObject said = await studio.BeginAsync($"/v1/shares/{revoked}/comments", new { revision = 1, atSeconds = 2, author = "Anna", text = "stays" });
        string id = Studio.Text((await ArrayAsync($"/v1/masters/{song.Master}/shares"))[0]!, "id");
        using HttpResponseMessage answer = await studio.Http.DeleteAsync($"/v1/masters/{song.Master}/shares/{id}", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Store store = await studio.Get<IDbContextFactory<Store>>().CreateDbContextAsync(Cancel);
        await using (store)
        {
            string hash = Lacquer.Server.Accounts.Secrets.Hash(expired);
            Assert.Equal(1, await store.Shares.Where(share => share.TokenHash == hash).ExecuteUpdateAsync(set => set.SetProperty(share => share.Expires, 1), Cancel));
            Assert.DoesNotContain(await store.Shares.Select(share => share.TokenHash).ToArrayAsync(Cancel), kept => kept == expired || kept == revoked);
        }

        foreach (string token in (string[])[expired, revoked, "nothing", id])
        {
            foreach (string path in (string[])["", "/mix", "/revisions/1/audio", "/revisions/1/charts"])
            {
                using HttpResponseMessage closed = await studio.Http.GetAsync($"/v1/shares/{token}{path}", Cancel);
                Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
            }

            using HttpResponseMessage comment = await studio.PostAsync($"/v1/shares/{token}/comments", new { revision = 1, atSeconds = 1, author = "A", text = "t" });
            using HttpResponseMessage approval = await studio.PostAsync($"/v1/shares/{token}/approval", new { revision = 1, verdict = "approved", name = "A" });
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (comment.StatusCode, approval.StatusCode));
        }

        Find(await ArrayAsync($"/v1/masters/{song.Master}/comments"), said);
        Assert.Contains(id, log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(revoked, log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(expired, log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_the_upload_erases_links_and_everything_that_was_said()
    {
        string upload = await studio.UploadAsync(Studio.Song(1.5), "gone.wav");
        string master = Studio.Text(await studio.DoAsync("/v1/masters", new { uploadId = upload }), "masterId");
        string url = Studio.Text(await studio.BeginAsync($"/v1/masters/{master}/shares", new { mayApprove = true }), "url");
        string token = url.Split('/')[^1];
        await studio.BeginAsync($"/v1/shares/{token}/comments", new { revision = 1, atSeconds = 0, author = "Anna", text = "erase me" });
        await studio.BeginAsync($"/v1/shares/{token}/approval", new { revision = 1, verdict = "approved", name = "Anna" });

        // Nothing of another master is reached by way of this one, nor by the link.
        string foreign = Studio.Text((await ArrayAsync($"/v1/masters/{master}/comments"))[0]!, "id");
        using HttpResponseMessage astray = await studio.Http.PatchAsync($"/v1/masters/{song.Master}/comments/{foreign}", JsonContent.Create(new { done = true }), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, astray.StatusCode);
        string all = await studio.Http.GetStringAsync($"/v1/shares/{token}", Cancel);
        Assert.DoesNotContain("shared.wav", all, StringComparison.Ordinal);
        Assert.DoesNotContain(master, all, StringComparison.Ordinal);
        Assert.DoesNotContain(upload, all, StringComparison.Ordinal);

        using HttpResponseMessage erased = await studio.Http.DeleteAsync($"/v1/uploads/{upload}", Cancel);
        using HttpResponseMessage closed = await studio.Http.GetAsync($"/v1/shares/{token}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
        Store store = await studio.Get<IDbContextFactory<Store>>().CreateDbContextAsync(Cancel);
        await using (store)
        {
            Assert.Equal(
                (0, 0, 0),
                (await store.Shares.CountAsync(each => each.MasterId == master, Cancel), await store.Comments.CountAsync(each => each.MasterId == master, Cancel), await store.Approvals.CountAsync(each => each.MasterId == master, Cancel)));
        }
    }

    private static JsonObject Find(JsonArray all, JsonObject wanted) => all.Single(each => Studio.Text(each!, "id") == Studio.Text(wanted, "id"))!.AsObject();

    private async Task<JsonArray> ArrayAsync(string path) => JsonNode.Parse(await studio.Http.GetStringAsync(path, Cancel))!.AsArray();

    private async Task PatchAsync(string path, object body)
    {
        using HttpResponseMessage answer = await studio.Http.PatchAsync(path, JsonContent.Create(body), Cancel);
        await Studio.OkAsync(answer);
    }
}
