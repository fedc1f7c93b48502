using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>Somebody with a browser: cookies, and what a page of the service sends along.</summary>
internal sealed class Person : IDisposable
{
    public const string Password = "a long and winding road";

    private readonly HttpClientHandler _handler = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
    private readonly Studio _studio;

    public Person(Studio studio)
    {
        _studio = studio;
        Http = new HttpClient(_handler) { BaseAddress = studio.Http.BaseAddress };
    }

    public HttpClient Http { get; }

    public string Email { get; } = $"{Guid.NewGuid():N}@example.org";

    public string CsrfToken { get; set; } = "";

    public CookieCollection Cookies => _handler.CookieContainer.GetCookies(Http.BaseAddress!);

    /// <summary>Somebody new, logged in.</summary>
    public static async Task<Person> NewAsync(Studio studio)
    {
        var person = new Person(studio);
        using HttpResponseMessage made = await person.SendAsync("POST", "/v1/account", new { email = person.Email, password = Password });
        Assert.Equal(HttpStatusCode.Accepted, made.StatusCode);
        await person.LoginAsync();
        return person;
    }

    public async Task LoginAsync(string password = Password)
    {
        using HttpResponseMessage answer = await SendAsync("POST", "/v1/account/login", new { email = Email, password });
        CsrfToken = Studio.Text(await Studio.OkAsync(answer), "csrfToken");
    }

    /// <summary>As a page of the service would.</summary>
    public Task<HttpResponseMessage> SendAsync(string method, string path, object? body = null) => SendAsync(method, path, body, request =>
    {
        request.Headers.Add("Origin", Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("X-CSRF-Token", CsrfToken);
    });

    public async Task<HttpResponseMessage> SendAsync(string method, string path, object? body, Action<HttpRequestMessage> with)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        with(request);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<int> StatusAsync(string method, string path, object? body = null)
    {
        using HttpResponseMessage answer = await SendAsync(method, path, body);
        return (int)answer.StatusCode;
    }

    /// <summary>Makes an API key.</summary>
    public async Task<JsonObject> KeyAsync(params string[] scopes)
    {
        using HttpResponseMessage answer = await SendAsync("POST", "/v1/account/keys", new { name = "test", scopes });
        return await Studio.OkAsync(answer);
    }

    /// <summary>The service, asked with a key of this person's.</summary>
    public async Task<Studio> StudioAsync(params string[] scopes) => _studio.As(Studio.Text(await KeyAsync(scopes is [] ? ["read", "master", "account"] : scopes), "key"));

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }
}
