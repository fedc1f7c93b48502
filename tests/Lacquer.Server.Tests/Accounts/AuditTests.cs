using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>What matters for security is recorded, without what belongs to people.</summary>
public sealed class AuditTests(AccountStudio service) : IClassFixture<AccountStudio>
{
    private readonly Studio _studio = service.Studio;

    [Fact]
    public async Task Sign_up_logins_keys_and_erasure_are_recorded_without_content()
    {
        var log = new Log();
        _studio.Get<ILoggerFactory>().AddProvider(log);
        using Person person = await Person.NewAsync(_studio);
        await person.StatusAsync("POST", "/v1/account/login", new { email = person.Email, password = "not the password" });
        await person.StatusAsync("POST", "/v1/account/login", new { email = "nobody@example.org", password = "not the password" });
        JsonObject key = await person.KeyAsync("read");
        await person.StatusAsync("DELETE", $"/v1/account/keys/{Studio.Text(key, "id")}");
        await person.StatusAsync("PUT", "/v1/account/password", new { current = Person.Password, next = "the next long password" });
        Studio own = await person.StudioAsync();
        await own.UploadAsync(Studio.Song(1), "Very Secret Title.wav");
        await person.StatusAsync("DELETE", "/v1/account", new { password = "the next long password" });
        string text = log.Text;
        foreach (string name in (string[])["SignedUp", "LoggedIn", "LoginFailed", "KeyMade", "KeyRevoked", "PasswordChanged", "Erased"])
        {
            Assert.Contains($" {name} ", text, StringComparison.Ordinal);
        }

        foreach (string secret in (string[])[person.Email, "nobody@example.org", Person.Password, "not the password", Studio.Text(key, "key"), "Very Secret Title", person.CsrfToken])
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }
}
