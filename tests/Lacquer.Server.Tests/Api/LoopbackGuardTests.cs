using System.Net;

namespace Lacquer.Server.Tests.Api;

/// <summary>A service without login listens to its own page and to programs on this machine, not to other sites.</summary>
public sealed class LoopbackGuardTests(Studio studio)
{
    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]", 200)]
    [InlineData("evil.example", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("192.168.1.5", 421)]
    public async Task Only_names_of_this_machine_are_answered(string host, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/account");
        request.Headers.Host = host;
        using HttpResponseMessage answer = await studio.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 404)]
    public async Task Other_sites_change_nothing(string header, string value, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/v1/uploads/up_nobody");
        request.Headers.Add(header, value);
        using HttpResponseMessage answer = await studio.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/v1/account", HttpStatusCode.OK)]
    [InlineData("/v1/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/v1/masters?limit=0", HttpStatusCode.BadRequest)]
    public async Task Every_answer_tells_browsers_what_to_refuse(string address, HttpStatusCode status)
    {
        using HttpResponseMessage answer = await studio.Http.GetAsync(address, TestContext.Current.CancellationToken);
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(answer.Headers.Contains("Server"));
        Assert.Equal(status, answer.StatusCode);
    }
}
