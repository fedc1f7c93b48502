using System.Net;
using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Api;

/// <summary>Other tools get a revision's plan and its equaliser, and are told what is left out.</summary>
public sealed class HandoverTests(Studio studio)
{
    [Fact]
    public async Task A_revision_is_handed_over()
    {
        JsonObject first = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Studio.Song(2), "hand over.wav") });
        string master = Studio.Text(first, "masterId");
        JsonObject job = await studio.DoAsync($"/v1/masters/{master}/revisions", new { set = new[] { "equalizer.mid1000Hz=3", "equalizer.side2000Hz=1" } });
        JsonObject handover = await studio.JsonAsync($"/v1/masters/{master}/revisions/2/handover");
        Assert.Contains("what the equaliser does to the sides alone", handover["leftOut"]!.AsArray().Select(each => each!.GetValue<string>()));
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonNode? file in handover["files"]!.AsArray())
        {
            using HttpResponseMessage answer = await studio.Http.GetAsync(Studio.Text(file!, "url"), TestContext.Current.CancellationToken);
            Assert.Equal($"hand over.master.r2.{Studio.Text(file!, "name")}", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
            texts[Studio.Text(file!, "name")] = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        // The plan is the one that was rendered: it holds every setting.
        JsonNode rendered = await studio.JsonAsync(Studio.Text(job["links"]!, "plan"));
        Assert.True(JsonNode.DeepEquals(rendered["stages"], JsonNode.Parse(texts["plan.json"])!["stages"]));
        Assert.Contains("\nGraphicEQ: 10 ", texts["graphic-eq.txt"], StringComparison.Ordinal);
        Assert.Contains("\nFilter 1: ON ", texts["parametric-eq.txt"], StringComparison.Ordinal);
        Assert.StartsWith("desc:Lacquer", texts["reaper.jsfx"], StringComparison.Ordinal);

        // The effect holds the sides; the plan holds everything.
        Dictionary<string, string[]> leftOut = handover["files"]!.AsArray().ToDictionary(file => Studio.Text(file!, "name"), file => file!["leftOut"]!.AsArray().Select(each => each!.GetValue<string>()).ToArray());
        Assert.Empty(leftOut["plan.json"]);
        Assert.DoesNotContain("what the equaliser does to the sides alone", leftOut["reaper.jsfx"]);
        Assert.Contains("the limiter with its gain", leftOut["reaper.jsfx"]);

        using HttpResponseMessage nothing = await studio.Http.GetAsync($"/v1/masters/{master}/revisions/2/handover/nothing.txt", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }
}
