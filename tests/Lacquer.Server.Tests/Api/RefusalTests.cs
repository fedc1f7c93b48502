using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Api;

/// <summary>What is refused is refused in a sentence that points at the place, and in nobody's jargon.</summary>
public sealed class RefusalTests(Studio studio)
{
    [Theory]
    [InlineData("""{ "uploadId": 5 }""", "/uploadId", "a text")]
    [InlineData("""{ "uploadId": "UP", "controls": { "eq": 9 } }""", "/controls/eq", "eq")]
    [InlineData("""{ "uploadId": "UP", "controls": { "style": "warm", "colour": 1 } }""", "/controls/colour", "colour")]
    [InlineData("""{ "uploadId": "UP", "set": ["loudness.gainDb=1", "nonsense.x=1"] }""", "/set/1", "nonsense")]
    [InlineData("""{ "uploadId": "UP", "bypass": ["nothing"] }""", "/bypass/0", "nothing")]
    [InlineData("""{ "uploadId": "UP", "presets": ["rock", "rokc"] }""", "/presets/1", "rokc")]
    [InlineData("""{ "uploadId": "UP", "delivery": { "format": "wma" } }""", "/delivery/format", "wma")]
    [InlineData("""{ "uploadId": "UP", "wishes": 1 }""", "/wishes", "wishes")]
    [InlineData("""{ "uploadId": "UP", "preview": { "startSeconds": -1, "durationSeconds": 4 } }""", "/preview", "0 s")]
    public async Task A_wrong_wish_is_pointed_at(string body, string pointer, string word)
    {
        string upload = await studio.UploadAsync("no sound"u8.ToArray());
        using HttpResponseMessage answer = await SendAsync("POST", "/v1/masters", body.Replace("UP", upload, StringComparison.Ordinal), "application/json");
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode is 400 or 422, text);
        JsonNode error = Assert.Single(JsonNode.Parse(text)!["errors"]!.AsArray())!;
        Assert.Equal(pointer, Studio.Text(error, "pointer"));
        Assert.Contains(word, Studio.Text(error, "detail"), StringComparison.OrdinalIgnoreCase);
        foreach (string jargon in (string[])["Lacquer.", "System.", ".NET", "--", "NUL"])
        {
            Assert.DoesNotContain(jargon, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("PUT", "/v1/masters", HttpStatusCode.MethodNotAllowed, "GET")]
    [InlineData("DELETE", "/v1/jobs/job_none/events", HttpStatusCode.MethodNotAllowed, "GET")]
    [InlineData("GET", "/v1/nothing", HttpStatusCode.NotFound, null)]
    public async Task Another_method_is_told_the_right_one(string method, string address, HttpStatusCode status, string? allowed)
    {
        using HttpResponseMessage answer = await SendAsync(method, address, null, null);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(allowed is not null, answer.Content.Headers.Allow.Any(method => method == allowed));
    }

    [Fact]
    public async Task Another_kind_of_body_is_told_the_right_one()
    {
        using HttpResponseMessage answer = await SendAsync("POST", "/v1/analyses", "uploadId=1", "application/x-www-form-urlencoded");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string address, string? body, string? type)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type!);
        return await studio.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
