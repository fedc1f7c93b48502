using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Api;

/// <summary>Several requests at once are each answered as if they had come one after the other.</summary>
public sealed class AtOnceTests(Studio studio)
{
    [Fact]
    public async Task Revisions_get_numbers_one_after_the_other()
    {
        const int Many = 8;
        string upload = await studio.UploadAsync(Studio.Song(1));
        string master = Studio.Text(await studio.DoAsync("/v1/masters", new { uploadId = upload }), "masterId");
        JsonObject[] jobs = await Task.WhenAll(Enumerable.Range(0, Many).Select(n => studio.BeginAsync($"/v1/masters/{master}/revisions", new { from = 1, controls = new { eq = 1 + (n % 5) } })));
        Assert.Equal(Enumerable.Range(2, Many), jobs.Select(job => job["revision"]!.GetValue<int>()).Order());
        foreach (JsonObject job in jobs)
        {
            Assert.Equal("succeeded", Studio.Text(await studio.EndAsync(Studio.Text(job, "id")), "state"));
        }
    }

    [Fact]
    public async Task The_same_delivery_is_made_once()
    {
        string upload = await studio.UploadAsync(Studio.Song(1));
        string master = Studio.Text(await studio.DoAsync("/v1/masters", new { uploadId = upload }), "masterId");
        string address = $"/v1/masters/{master}/revisions/1/deliveries";
        JsonObject first = await studio.DoAsync(address, new { format = "flac" });
        JsonObject again = await studio.BeginAsync(address, new { format = "flac" });
        JsonObject other = await studio.BeginAsync(address, new { format = "flac", bits = "16" });
        Assert.Equal(Studio.Text(first, "id"), Studio.Text(again, "id"));
        Assert.NotEqual(Studio.Text(first, "id"), Studio.Text(other, "id"));
        await studio.EndAsync(Studio.Text(other, "id"));
    }
}
