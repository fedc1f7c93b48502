using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Lacquer.Server.Accounts;
using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>Sign-up, login, logout, passwords, and the end of an account.</summary>
public sealed class LoginTests(AccountStudio service) : IClassFixture<AccountStudio>
{
    private readonly Studio _studio = service.Studio;

    [Fact]
    public async Task Strangers_get_nothing_but_the_way_in()
    {
        foreach (string address in (string[])["/v1/account", "/v1/uploads", "/v1/masters", "/v1/presets", "/v1/jobs/job_x/events"])
        {
            using HttpResponseMessage answer = await _studio.Http.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        }

        foreach (string address in (string[])["/healthz", "/readyz", "/openapi/v1.json", "/v1/account/login"])
        {
            using HttpResponseMessage answer = await _studio.Http.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_login_is_a_cookie_that_scripts_cannot_read()
    {
        using Person person = await Person.NewAsync(_studio);
        using HttpResponseMessage answer = await person.SendAsync("POST", "/v1/account/login", new { email = person.Email.ToUpperInvariant(), password = Person.Password });
        string session = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("lacquer-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", session, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", session, StringComparison.OrdinalIgnoreCase);
        using HttpResponseMessage mine = await person.SendAsync("GET", "/v1/account");
        JsonObject account = await Studio.OkAsync(mine);
        Assert.Equal(person.Email, Studio.Text(account, "email"));
        Assert.True(account["login"]!.GetValue<bool>());
        string stored = person.Cookies["lacquer-session"]!.Value;
        Assert.False(await AnyAsync(store => store.Sessions.AnyAsync(s => s.TokenHash == stored)));
    }

    [Fact]
    public async Task A_service_behind_https_says_so_in_its_cookies()
    {
        await using var studio = new Studio { With = settings => AccountStudio.On(settings) with { PublicAddress = "https://master.example.org" } };
        await studio.InitializeAsync();
        using var person = new Person(studio);
        object body = new { email = person.Email, password = Person.Password };
        using HttpResponseMessage foreign = await person.SendAsync("POST", "/v1/account", body);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode); // its own page has another address now
        using HttpResponseMessage made = await person.SendAsync("POST", "/v1/account", body, request => request.Headers.Add("Origin", "https://master.example.org"));
        Assert.Equal(HttpStatusCode.Accepted, made.StatusCode);
        using HttpResponseMessage answer = await person.SendAsync("POST", "/v1/account/login", body, _ => { });
        string session = answer.Headers.GetValues("Set-Cookie").First();
        Assert.StartsWith("__Host-lacquer-session=", session, StringComparison.Ordinal);
        Assert.Contains("secure", session, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Nobody_learns_whether_an_address_is_known()
    {
        using Person known = await Person.NewAsync(_studio);
        using var stranger = new Person(_studio);
        using HttpResponseMessage again = await stranger.SendAsync("POST", "/v1/account", new { email = known.Email, password = "quite another password" });
        using HttpResponseMessage fresh = await stranger.SendAsync("POST", "/v1/account", new { email = stranger.Email, password = "quite another password" });
        Assert.Equal(await TextAsync(fresh), await TextAsync(again));
        Assert.Equal(0, await CountAsync(known.Email, "quite another password"));

        using HttpResponseMessage wrong = await stranger.SendAsync("POST", "/v1/account/login", new { email = known.Email, password = "not the password" });
        using HttpResponseMessage nobody = await stranger.SendAsync("POST", "/v1/account/login", new { email = "nobody@example.org", password = "not the password" });
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(await TextAsync(nobody), await TextAsync(wrong));
    }

    [Fact]
    public async Task Every_question_about_an_address_costs_one_hash()
    {
        using Person known = await Person.NewAsync(_studio);
        using IServiceScope scope = _studio.Services.CreateScope();
        var hasher = new CountingHasher();
        UserManager<Account> users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        users.PasswordHasher = hasher;
        var desk = new AccountDesk(users, hasher, _studio.Get<IDbContextFactory<Store>>(), _studio.Get<Erasure>(), TimeProvider.System);
        await desk.CheckAsync("warms-up@example.org", Person.Password); // the hash of nobody's password is made once
        int Since(int before) => hasher.Count - before;
        int before = hasher.Count;
        await desk.CheckAsync(known.Email, "not the password");
        Assert.Equal(1, Since(before));
        await desk.CheckAsync("nobody@example.org", "not the password");
        await desk.CheckAsync("no address", "not the password");
        await desk.CheckAsync(known.Email, new string('x', 100_000));
        Assert.Equal(4, Since(before));
        before = hasher.Count;
        Assert.Null(await desk.CreateAsync(known.Email, null, "not the password", null));
        Assert.Equal(1, Since(before));
        Assert.NotNull(await desk.CreateAsync("somebody-new@example.org", null, "not the password", null));
        Assert.Equal(2, Since(before));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_and_the_answer_stays_the_same()
    {
        using Person person = await Person.NewAsync(_studio);
        using var thief = new Person(_studio);
        string? first = null;
        for (int i = 0; i < 5; i++)
        {
            using HttpResponseMessage answer = await thief.SendAsync("POST", "/v1/account/login", new { email = person.Email, password = $"guess number {i}" });
            Assert.Equal(first ??= await TextAsync(answer), await TextAsync(answer));
        }

        using HttpResponseMessage right = await thief.SendAsync("POST", "/v1/account/login", new { email = person.Email, password = Person.Password });
        Assert.Equal(first, await TextAsync(right));
        Assert.Equal(200, await person.StatusAsync("GET", "/v1/account")); // who is in stays in
        await ChangeAsync(store => store.Accounts.Where(account => account.Email == person.Email).ExecuteUpdateAsync(set => set.SetProperty(account => account.LockoutEnd, 1L)));
        await person.LoginAsync();
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("EMAIL")]
    public async Task Weak_passwords_are_refused(string password)
    {
        using var person = new Person(_studio);
        Assert.Equal(422, await person.StatusAsync("POST", "/v1/account", new { email = person.Email, password = password == "EMAIL" ? person.Email : password }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@example.org")]
    [InlineData("a@")]
    [InlineData("a@b@c")]
    [InlineData("a b@example.org")]
    public async Task What_is_no_address_is_refused(string email)
    {
        using var person = new Person(_studio);
        Assert.Equal(422, await person.StatusAsync("POST", "/v1/account", new { email, password = Person.Password }));
    }

    [Fact]
    public async Task A_logout_ends_the_session_wherever_its_cookie_is()
    {
        using Person person = await Person.NewAsync(_studio);
        string stolen = person.Cookies["lacquer-session"]!.Value;
        Assert.Equal(204, await person.StatusAsync("POST", "/v1/account/logout"));
        Assert.Equal(401, await person.StatusAsync("GET", "/v1/account"));
        using var thief = new Person(_studio);
        using HttpResponseMessage answer = await thief.SendAsync("GET", "/v1/account", null, request => request.Headers.Add("Cookie", $"lacquer-session={stolen}"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_session_ends_unused_and_lasts_when_used()
    {
        using Person person = await Person.NewAsync(_studio);
        string hash = Secrets.Hash(person.Cookies["lacquer-session"]!.Value);
        await ChangeAsync(store => store.Sessions.Where(s => s.TokenHash == hash).ExecuteUpdateAsync(set => set.SetProperty(s => s.Seen, s => s.Seen - 100_000_000).SetProperty(s => s.Expires, s => s.Expires - 100_000_000)));
        using HttpResponseMessage used = await person.SendAsync("GET", "/v1/account");
        Assert.Contains(used.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("max-age=604800", StringComparison.Ordinal));
        await ChangeAsync(store => store.Sessions.Where(s => s.TokenHash == hash).ExecuteUpdateAsync(set => set.SetProperty(s => s.Expires, 1L)));
        Assert.Equal(401, await person.StatusAsync("GET", "/v1/account"));
    }

    [Fact]
    public async Task Another_password_ends_the_other_sessions()
    {
        using Person person = await Person.NewAsync(_studio);
        using var elsewhere = new Person(_studio);
        using HttpResponseMessage login = await elsewhere.SendAsync("POST", "/v1/account/login", new { email = person.Email, password = Person.Password });
        Assert.True(login.IsSuccessStatusCode);
        Assert.Equal(401, await person.StatusAsync("PUT", "/v1/account/password", new { current = "not this one", next = "the next long password" }));
        Assert.Equal(422, await person.StatusAsync("PUT", "/v1/account/password", new { current = Person.Password, next = "short" }));
        Assert.Equal(200, await elsewhere.StatusAsync("GET", "/v1/account"));
        Assert.Equal(204, await person.StatusAsync("PUT", "/v1/account/password", new { current = Person.Password, next = "the next long password" }));
        Assert.Equal(401, await elsewhere.StatusAsync("GET", "/v1/account"));
        Assert.Equal(200, await person.StatusAsync("GET", "/v1/account"));
        Assert.Equal(401, await elsewhere.StatusAsync("POST", "/v1/account/login", new { email = person.Email, password = Person.Password }));
        await person.LoginAsync("the next long password");
    }

    [Fact]
    public async Task Erasing_an_account_erases_all_that_was_its()
    {
        using Person person = await Person.NewAsync(_studio);
        Studio own = await person.StudioAsync();
        string upload = await own.UploadAsync(Studio.Song(2));
        JsonObject reference = await own.BeginAsync("/v1/references", new { uploadId = upload });
        await own.EndAsync(Studio.Text(reference["job"]!, "id"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_studio.Data, "objects", "uploads", upload)));
        string account = Studio.Text(await own.JsonAsync("/v1/account"), "id");
        Assert.Equal(401, await person.StatusAsync("DELETE", "/v1/account", new { password = "not this one" }));
        Assert.Equal(204, await person.StatusAsync("DELETE", "/v1/account", new { password = Person.Password }));
        Assert.Equal(401, await person.StatusAsync("GET", "/v1/account"));
        using HttpResponseMessage byKey = await own.Http.GetAsync("/v1/account", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, byKey.StatusCode);
        Assert.False(Directory.Exists(Path.Combine(_studio.Data, "objects", "uploads", upload)));
        Assert.False(Directory.Exists(Path.Combine(_studio.Data, "objects", "jobs", Studio.Text(reference["job"]!, "id"))));
        Assert.False(await AnyAsync(async store =>
            await store.Accounts.AnyAsync(a => a.Id == account) || await store.Uploads.AnyAsync(u => u.AccountId == account) || await store.Jobs.AnyAsync(j => j.AccountId == account)
            || await store.References.AnyAsync(r => r.AccountId == account) || await store.Sessions.AnyAsync(s => s.AccountId == account) || await store.ApiKeys.AnyAsync(k => k.AccountId == account)));
        // The address is free again.
        Assert.Equal(202, await person.StatusAsync("POST", "/v1/account", new { email = person.Email, password = Person.Password }));
    }

    [Fact]
    public async Task Sign_up_can_be_closed_and_accounts_be_made_on_the_machine()
    {
        await using var studio = new Studio { With = settings => AccountStudio.On(settings) with { SignUp = false } };
        await studio.InitializeAsync();
        using var person = new Person(studio);
        Assert.Equal(403, await person.StatusAsync("POST", "/v1/account", new { email = person.Email, password = Person.Password }));
        Assert.Equal(0, await OnMachineAsync(studio, Person.Password, "create", person.Email));
        await person.LoginAsync();
        Assert.NotEqual(0, await OnMachineAsync(studio, Person.Password, "create", person.Email));
        Assert.NotEqual(0, await OnMachineAsync(studio, "short", "create", "other@example.org"));
        Assert.Equal(0, await OnMachineAsync(studio, "", "plan", person.Email, "--plan", "paid"));
        Assert.NotEqual(0, await OnMachineAsync(studio, "", "plan", person.Email, "--plan", "gold"));
        using HttpResponseMessage mine = await person.SendAsync("GET", "/v1/account");
        Assert.Equal("paid", Studio.Text(await Studio.OkAsync(mine), "plan"));
    }

    [Fact]
    public async Task What_was_made_without_a_login_can_be_given_to_an_account()
    {
        bool accounts = false;
        await using var studio = new Studio { With = settings => accounts ? AccountStudio.On(settings) : settings };
        await studio.InitializeAsync();
        string upload = await studio.UploadAsync(Studio.Song(1));
        string job = Studio.Text(await studio.DoAsync("/v1/analyses", new { uploadId = upload }), "id");
        string master = Studio.Text(await studio.DoAsync("/v1/masters", new { uploadId = upload }), "masterId");
        accounts = true;
        await studio.RestartAsync();
        using Person stranger = await Person.NewAsync(studio);
        using var owner = new Person(studio);
        Assert.Equal(0, await OnMachineAsync(studio, Person.Password, "create", owner.Email, "--adopt"));
        await owner.LoginAsync();
        foreach (string address in (string[])[$"/v1/uploads/{upload}", $"/v1/analyses/{job}", $"/v1/masters/{master}"])
        {
            Assert.Equal(404, await stranger.StatusAsync("GET", address));
            Assert.Equal(200, await owner.StatusAsync("GET", address));
        }
    }

    [Fact]
    public async Task A_forgotten_password_is_renewed_on_the_machine_and_ends_every_login()
    {
        const string Renewed = "five quite other words now";
        await using var studio = new Studio { With = AccountStudio.On };
        await studio.InitializeAsync();
        using Person person = await Person.NewAsync(studio);
        Studio keyed = await person.StudioAsync("read");
        for (int attempt = 0; attempt < 6; attempt++)
        {
            await person.StatusAsync("POST", "/v1/account/login", new { email = person.Email, password = "not the right one" }); // locks
        }

        Assert.NotEqual(0, await OnMachineAsync(studio, "short", "password", person.Email));
        Assert.NotEqual(0, await OnMachineAsync(studio, Renewed, "password", "nobody@example.org"));
        Assert.Equal(200, await person.StatusAsync("GET", "/v1/account")); // nothing was changed yet
        Assert.Equal(0, await OnMachineAsync(studio, Renewed, "password", person.Email));
        Assert.Equal(401, await person.StatusAsync("GET", "/v1/account"));
        using var again = new Person(studio);
        Assert.NotEqual(200, await again.StatusAsync("POST", "/v1/account/login", new { email = person.Email, password = Person.Password }));
        Assert.Equal(200, await again.StatusAsync("POST", "/v1/account/login", new { email = person.Email, password = Renewed }));
        using HttpResponseMessage byKey = await keyed.Http.GetAsync(new Uri("/v1/account", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, byKey.StatusCode);
    }

    private static async Task<int> OnMachineAsync(Studio studio, string input, params string[] words)
    {
        var start = new ProcessStartInfo(Studio.Program[0]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])[.. Studio.Program.Skip(1), "account", .. words, "--data", studio.Data])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(input.Length == 0 || !said.Contains(input, StringComparison.Ordinal), said);
        return process.ExitCode;
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) =>
        $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";

    private async Task<int> CountAsync(string email, string password)
    {
        using var person = new Person(_studio);
        return await person.StatusAsync("POST", "/v1/account/login", new { email, password }) == 200 ? 1 : 0;
    }

    private async Task<bool> AnyAsync(Func<Store, Task<bool>> question)
    {
        await using Store store = await _studio.Get<IDbContextFactory<Store>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await question(store);
    }

    private async Task ChangeAsync(Func<Store, Task<int>> change)
    {
        await using Store store = await _studio.Get<IDbContextFactory<Store>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await change(store));
    }
}
