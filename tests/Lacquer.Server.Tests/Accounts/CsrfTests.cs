namespace Lacquer.Server.Tests.Accounts;

/// <summary>What another site makes a browser send changes nothing, though the browser adds the cookie.</summary>
public sealed class CsrfTests(AccountStudio service) : IClassFixture<AccountStudio>
{
    private readonly Studio _studio = service.Studio;

    [Theory]
    [InlineData("own", null, "right", 404)]
    [InlineData(null, "same-origin", "right", 404)]
    [InlineData("own", "same-origin", "right", 404)]
    [InlineData("own", null, null, 403)]
    [InlineData("own", null, "wrong", 403)]
    [InlineData("own", null, "others", 403)]
    [InlineData(null, null, "right", 403)]
    [InlineData("https://evil.example", null, "right", 403)]
    [InlineData("null", null, "right", 403)]
    [InlineData(null, "cross-site", "right", 403)]
    [InlineData("own", "same-site", "right", 403)]
    public async Task Changes_with_a_session_need_this_site_and_its_token(string? origin, string? site, string? token, int status)
    {
        using Person person = await Person.NewAsync(_studio);
        using Person other = await Person.NewAsync(_studio);
        using HttpResponseMessage answer = await person.SendAsync("DELETE", "/v1/uploads/up_nobody", null, request =>
        {
            Add(request, "Origin", origin == "own" ? person.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin);
            Add(request, "Sec-Fetch-Site", site);
            Add(request, "X-CSRF-Token", token switch { "right" => person.CsrfToken, "others" => other.CsrfToken, _ => token });
        });
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task The_token_is_in_a_cookie_that_the_page_can_read()
    {
        using Person person = await Person.NewAsync(_studio);
        Assert.Equal(person.CsrfToken, person.Cookies["lacquer-csrf"]!.Value);
        Assert.False(person.Cookies["lacquer-csrf"]!.HttpOnly);
        Assert.True(person.Cookies["lacquer-session"]!.HttpOnly);
    }

    [Fact]
    public async Task Keys_need_neither_and_reading_does_not_either()
    {
        using Person person = await Person.NewAsync(_studio);
        Studio own = await person.StudioAsync();
        using HttpResponseMessage change = await own.Http.DeleteAsync("/v1/uploads/up_nobody", TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)change.StatusCode);
        using HttpResponseMessage read = await person.SendAsync("GET", "/v1/uploads", null, _ => { });
        Assert.Equal(200, (int)read.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Nobody_is_logged_in_by_another_site(string header, string value)
    {
        using Person person = await Person.NewAsync(_studio);
        using HttpResponseMessage answer = await person.SendAsync("POST", "/v1/account/login", new { email = person.Email, password = Person.Password }, request => Add(request, header, value));
        Assert.Equal(403, (int)answer.StatusCode);
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.Add(name, value);
        }
    }
}
