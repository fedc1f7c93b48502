using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Sharing;

/// <summary>A master that others are to hear.</summary>
public sealed class SharedSong(Studio studio) : IAsyncLifetime
{
    public byte[] Mix { get; } = Studio.Song(3);

    public string Master { get; private set; } = "";

    /// <summary>Address of the first revision's sound.</summary>
    public string Audio { get; private set; } = "";

    /// <summary>Address of the first revision's report.</summary>
    public string Report { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Mix, "shared.wav") });
        Master = Studio.Text(job, "masterId");
        Audio = Studio.Text(job["links"]!, "audio");
        Report = Studio.Text(job["links"]!, "report");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Makes a link.</summary>
    /// <returns>Its token.</returns>
    public async Task<string> ShareAsync(object wishes)
    {
        string url = Studio.Text(await studio.BeginAsync($"/v1/masters/{Master}/shares", wishes), "url");
        Assert.Contains("/share/", url, StringComparison.Ordinal);
        return url.Split('/')[^1];
    }
}
