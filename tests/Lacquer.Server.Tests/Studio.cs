using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lacquer.Audio;
using Lacquer.Audio.Encoding;
using Lacquer.Audio.Tags;
using Lacquer.Dsp;
using Lacquer.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Lacquer.Server.Tests.Studio))]

namespace Lacquer.Server.Tests;

/// <summary>A running service on a port of its own, with everything that is real: database, files, render processes.</summary>
public sealed class Studio : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(600); // of two hundred clients the last waits for all others, on a slow machine

    private WebApplication? _app;

    /// <summary>Everything the service stores.</summary>
    public string Data { get; private set; } = "";

    /// <summary>How long a worker may be silent, in seconds.</summary>
    public double LeaseSeconds { get; init; } = 15;

    public long MaxUploadBytes { get; init; } = 64 << 20;

    /// <summary>What else is set.</summary>
    internal Func<ServiceSettings, ServiceSettings> With { get; init; } = settings => settings;

    public HttpClient Http { get; private set; } = new();

    public IServiceProvider Services => _app!.Services;

    /// <summary>The program as its tests find it.</summary>
    public static IReadOnlyList<string> Program { get; } = ["dotnet", Path.Combine(AppContext.BaseDirectory, "lacquer.dll")];

    public async ValueTask InitializeAsync()
    {
        Data = Data.Length > 0 ? Data : Directory.CreateTempSubdirectory("lacquer-studio-").FullName;
        _app = await ServiceHost.CreateAsync(
            With(new ServiceSettings { DataFolder = Data, Listen = "http://127.0.0.1:0", RenderProgram = Program, LeaseSeconds = LeaseSeconds, MaxUploadBytes = MaxUploadBytes, MaxMegasamples = 40 }),
            CancellationToken.None);
        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()), Timeout = Patience };
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Data, recursive: true);
    }

    /// <summary>Ends it and starts it again with what it has stored.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await InitializeAsync();
    }

    private async Task StopAsync()
    {
        Http.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>A service that runs as a program of its own, to be asked the same way.</summary>
    public static Studio At(HttpClient http) => new() { Http = http };

    /// <summary>The same service, asked with an API key.</summary>
    public Studio As(string key)
    {
        var copy = (Studio)MemberwiseClone();
        copy.Http = new HttpClient { BaseAddress = Http.BaseAddress, Timeout = Patience };
        copy.Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return copy;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Uploads bytes in one request.</summary>
    /// <returns>The upload's id.</returns>
    public async Task<string> UploadAsync(byte[] bytes, string name = "song.wav")
    {
        using var content = new ByteArrayContent(bytes);
        using HttpResponseMessage answer = await Http.PostAsync($"/v1/uploads?name={Uri.EscapeDataString(name)}", content);
        return Text(await OkAsync(answer), "id");
    }

    /// <summary>Posts JSON.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Http.SendAsync(request);
    }

    /// <summary>Begins a job.</summary>
    public async Task<JsonObject> BeginAsync(string path, object body, string? key = null)
    {
        using HttpResponseMessage answer = await PostAsync(path, body, key);
        return await OkAsync(answer);
    }

    /// <summary>Begins a job and waits until it is over.</summary>
    public async Task<JsonObject> DoAsync(string path, object body) => await EndAsync(Text(await BeginAsync(path, body), "id"));

    /// <summary>Waits until a job is over.</summary>
    public async Task<JsonObject> EndAsync(string jobId)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            JsonObject job = await JsonAsync($"/v1/jobs/{jobId}");
            if (Text(job, "state") is "succeeded" or "failed" or "canceled")
            {
                return job;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    public async Task<JsonObject> JsonAsync(string path)
    {
        using HttpResponseMessage answer = await Http.GetAsync(path);
        return await OkAsync(answer);
    }

    public static async Task<JsonObject> OkAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    public static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    /// <summary>Made-up music: pink noise in stereo whose second half is louder.</summary>
    public static byte[] Song(double seconds = 6, int seed = 5)
    {
        const int RateHz = 44_100;
        AudioBuffer sound = ShapedNoise.Pink(0.03, RateHz, seconds, seed: seed);
        for (int c = 0; c < sound.Channels; c++)
        {
            foreach (ref float sample in sound.Channel(c)[(sound.Frames / 2)..])
            {
                sample *= 3;
            }
        }

        string path = Path.Combine(Path.GetTempPath(), $"lacquer-{Guid.NewGuid():N}.wav");
        using (IAudioWriter writer = AudioFileWriter.Create(path, OutputFormat.Parse("wav", "16"), RateHz, sound.Channels, AudioTags.None, overwrite: false))
        {
            writer.Write(sound.AsBlock());
            writer.Complete();
        }

        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }
}
