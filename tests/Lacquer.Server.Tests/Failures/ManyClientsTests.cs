using System.Globalization;
using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Failures;

/// <summary>Two hundred clients at once: slower, but whole.</summary>
public sealed class ManyClientsTests
{
    private const int Clients = 200;
    private const double MostGrowthBytes = 150e6; // of the service itself; what a render takes is its own process's

    [Fact]
    public async Task Nobody_is_lost_and_memory_stays_flat()
    {
        // A program of its own: its memory is nobody else's.
        using var served = new ServedProgram();
        await served.StartAsync();
        Studio studio = Studio.At(served.Http);
        byte[][] songs = [.. Enumerable.Range(0, 8).Select(seed => Studio.Song(1, seed + 1))];
        await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(songs[0]) });
        double before = await MemoryAsync(studio);

        string[] jobs = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async n =>
        {
            string upload = await studio.UploadAsync(songs[n % songs.Length], $"song {n}.wav");
            JsonObject job = await studio.BeginAsync("/v1/masters", new { uploadId = upload, controls = new { eq = 1 + (n % 5) } });
            return Studio.Text(job, "id");
        }));
        Assert.Equal(Clients, jobs.Distinct().Count());

        double most = before;
        var sounds = new Dictionary<(int Song, int Eq), byte[]>();
        for (int n = 0; n < Clients; n++)
        {
            JsonObject job = await studio.EndAsync(jobs[n]);
            Assert.Equal("succeeded", Studio.Text(job, "state"));
            byte[] sound = await studio.Http.GetByteArrayAsync(Studio.Text(job["links"]!, "audio"), TestContext.Current.CancellationToken);
            // The same song with the same controls is the same master, whoever asked.
            (int, int) kind = (n % songs.Length, 1 + (n % 5));
            Assert.True(sounds.TryAdd(kind, sound) || sounds[kind].AsSpan().SequenceEqual(sound));
            most = Math.Max(most, n % 20 == 0 ? await MemoryAsync(studio) : 0);
        }

        Assert.InRange(most - before, double.NegativeInfinity, MostGrowthBytes);
        JsonObject masters = await studio.JsonAsync("/v1/masters?limit=200");
        Assert.Equal(Clients, masters["items"]!.AsArray().Count);
        Assert.NotNull(masters["next"]);
    }

    private static async Task<double> MemoryAsync(Studio studio)
    {
        string metrics = await studio.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return double.Parse(metrics.Split('\n').Single(line => line.StartsWith("lacquer_memory_bytes ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
