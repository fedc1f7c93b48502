using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Api;

/// <summary>Presets of one's own are saved, used by name, and changed without changing what was made with them.</summary>
public sealed class PresetTests(Studio studio)
{
    [Fact]
    public async Task A_preset_of_ones_own_is_used_by_its_name_and_masters_keep_what_it_was()
    {
        string name = $"mine-{Guid.NewGuid():N}";
        using (HttpResponseMessage made = await studio.PostAsync("/v1/presets", new { name, about = "Dark.", controls = new { eq = 1, loudness = new { value = -15, because = "A quiet record." } }, bypass = new[] { "saturation" } }))
        {
            Assert.Equal((HttpStatusCode.Created, $"/v1/presets/{name}"), (made.StatusCode, made.Headers.Location!.OriginalString));
            Assert.Equal("own", Studio.Text(await Studio.OkAsync(made), "kind"));
        }

        using (HttpResponseMessage twice = await studio.PostAsync("/v1/presets", new { name, controls = new { eq = 2 } }))
        {
            Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        }

        string upload = await studio.UploadAsync(Studio.Song(2));
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = upload, presets = new[] { name } });
        string master = Studio.Text(job, "masterId");
        JsonNode plan = (await studio.JsonAsync($"/v1/jobs/{Studio.Text(job, "id")}/files/report.json"))["plan"]!;
        Assert.Equal(-15, plan["target"]!["loudnessLufs"]!.GetValue<double>());
        Assert.True(plan["stages"]!.AsArray().Single(stage => Studio.Text(stage!, "name") == "saturation")!["bypassed"]!.GetValue<bool>());

        // Replaced, and then deleted: what was wished stays on record as it was.
        using (HttpResponseMessage put = await studio.Http.PutAsJsonAsync($"/v1/presets/{name}", new { controls = new { loudness = -12 } }, TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        }

        JsonObject next = await studio.DoAsync($"/v1/masters/{master}/revisions", new { presets = new[] { name } });
        Assert.Equal(-12, (await studio.JsonAsync($"/v1/jobs/{Studio.Text(next, "id")}/files/report.json"))["plan"]!["target"]!["loudnessLufs"]!.GetValue<double>());
        JsonObject first = await studio.JsonAsync($"/v1/masters/{master}/revisions/1");
        Assert.Equal("-15", Studio.Text(first["wishes"]!["presets"]![0]!["controls"]!["loudness"]!, "value"));
        JsonObject file = await studio.JsonAsync($"/v1/presets/{name}");
        Assert.Equal("-12", Studio.Text(file["controls"]!, "loudness"));
        using HttpResponseMessage gone = await studio.Http.DeleteAsync($"/v1/presets/{name}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using HttpResponseMessage unknown = await studio.PostAsync("/v1/masters", new { uploadId = upload, presets = new[] { name } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
    }

    [Theory]
    [InlineData("""{ "name": "spotify", "controls": { "eq": 1 } }""")] // comes with Lacquer
    [InlineData("""{ "name": "Upper Case", "controls": { "eq": 1 } }""")]
    [InlineData("""{ "name": "../mine", "controls": { "eq": 1 } }""")]
    [InlineData("""{ "name": "mine\u0000", "controls": { "eq": 1 } }""")]
    [InlineData("""{ "name": "mine", "controls": { "eq": 9 } }""")]
    [InlineData("""{ "name": "mine", "controls": { "eq": [1] } }""")]
    [InlineData("""{ "name": "mine", "controls": {}, "set": ["nothing.gainDb=1"] }""")]
    [InlineData("""{ "name": "mine", "colour": 1, "controls": {} }""")]
    [InlineData("""[1]""")]
    public async Task What_is_no_preset_is_refused(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await studio.Http.PostAsync("/v1/presets", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.DoesNotContain("\"mine\"", await studio.Http.GetStringAsync("/v1/presets", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1/albums")]
    [InlineData("POST", "/v1/deliverables")]
    public async Task What_is_not_there_yet_says_so(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage answer = await studio.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.Contains("/problems/not-yet", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        JsonObject document = await studio.JsonAsync("/openapi/v1.json");
        Assert.NotNull(document["paths"]![path]![method.ToLowerInvariant()]!["responses"]!["501"]);
    }
}
