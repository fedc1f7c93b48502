using System.Net;
using System.Text.Json.Nodes;
using Lacquer.Server.Accounts;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>API keys: told once, kept as a hash, good for their scopes until they end.</summary>
public sealed class KeyTests(AccountStudio service) : IClassFixture<AccountStudio>
{
    private readonly Studio _studio = service.Studio;

    [Fact]
    public async Task A_key_is_told_once_and_kept_as_a_hash()
    {
        using Person person = await Person.NewAsync(_studio);
        JsonObject made = await person.KeyAsync("read");
        string key = Studio.Text(made, "key");
        Assert.Matches("^lq_[A-Za-z0-9_-]{43}$", key);
        using HttpResponseMessage list = await person.SendAsync("GET", "/v1/account/keys");
        string text = await list.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(key, text, StringComparison.Ordinal);
        Assert.Contains(key[..11], text, StringComparison.Ordinal);
        await using Store store = await StoreAsync();
        ApiKey kept = await store.ApiKeys.SingleAsync(k => k.Id == Studio.Text(made, "id"), TestContext.Current.CancellationToken);
        Assert.Equal(Secrets.Hash(key), kept.SecretHash);
        Assert.Null(kept.Used);
        using HttpResponseMessage used = await _studio.As(key).Http.GetAsync("/v1/account", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, used.StatusCode);
        JsonArray keys = JsonNode.Parse(await (await person.SendAsync("GET", "/v1/account/keys")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray();
        Assert.NotNull(keys.Single()!["usedAt"]);
    }

    [Theory]
    [InlineData("read", 200, 403, 403)]
    [InlineData("master", 403, 404, 403)]
    [InlineData("account", 403, 403, 200)]
    public async Task A_key_does_what_its_scopes_say(string scope, int read, int master, int account)
    {
        using Person person = await Person.NewAsync(_studio);
        HttpClient http = (await person.StudioAsync(scope)).Http;
        using HttpResponseMessage list = await http.GetAsync("/v1/uploads", TestContext.Current.CancellationToken);
        using HttpResponseMessage erase = await http.DeleteAsync("/v1/uploads/up_nobody", TestContext.Current.CancellationToken);
        using HttpResponseMessage keys = await http.GetAsync("/v1/account/keys", TestContext.Current.CancellationToken);
        Assert.Equal((read, master, account), ((int)list.StatusCode, (int)erase.StatusCode, (int)keys.StatusCode));
    }

    [Fact]
    public async Task A_key_makes_no_key_that_may_do_more_and_ends_no_account()
    {
        using Person person = await Person.NewAsync(_studio);
        Studio limited = await person.StudioAsync("account");
        using HttpResponseMessage more = await limited.PostAsync("/v1/account/keys", new { name = "more", scopes = new[] { "account", "master" } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, more.StatusCode);
        Studio whole = await person.StudioAsync();
        using HttpResponseMessage logout = await whole.PostAsync("/v1/account/logout", new { });
        using var erase = new HttpRequestMessage(HttpMethod.Delete, "/v1/account") { Content = System.Net.Http.Json.JsonContent.Create(new { password = Person.Password }) };
        using HttpResponseMessage erased = await whole.Http.SendAsync(erase, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, logout.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, erased.StatusCode);
    }

    [Fact]
    public async Task A_key_that_has_ended_or_was_revoked_opens_nothing()
    {
        using Person person = await Person.NewAsync(_studio);
        Assert.Equal(422, await person.StatusAsync("POST", "/v1/account/keys", new { name = "late", scopes = new[] { "read" }, expiresAt = "2020-01-01T00:00:00Z" }));
        Assert.Equal(422, await person.StatusAsync("POST", "/v1/account/keys", new { name = "nothing", scopes = Array.Empty<string>() }));
        JsonObject ending = await person.KeyAsync("read"), revoked = await person.KeyAsync("read");
        await using Store store = await StoreAsync();
        string id = Studio.Text(ending, "id");
        await store.ApiKeys.Where(key => key.Id == id).ExecuteUpdateAsync(set => set.SetProperty(key => key.Expires, 1L), TestContext.Current.CancellationToken);
        Assert.Equal(204, await person.StatusAsync("DELETE", $"/v1/account/keys/{Studio.Text(revoked, "id")}"));
        foreach (string key in (string[])[Studio.Text(ending, "key"), Studio.Text(revoked, "key"), "lq_", "lq_guess", "other"])
        {
            using HttpResponseMessage answer = await _studio.As(key).Http.GetAsync("/v1/account", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    private Task<Store> StoreAsync() => _studio.Get<IDbContextFactory<Store>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
}
