using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lacquer.Server.Tests.Webhooks;

/// <summary>Somebody's program that is told by webhook, and checks who tells.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;

    /// <param name="port">Where it listens; 0 for any.</param>
    /// <param name="answer">What it answers; null for 200.</param>
    public Receiver(int port = 0, RequestDelegate? answer = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add($"http://127.0.0.1:{port}");
        _app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            string Header(string name) => http.Request.Headers[name].ToString();
            Messages.Add(new Message(http.Request.Path, Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), await reader.ReadToEndAsync()));
            if (answer is not null)
            {
                await answer(http);
            }
        });
    }

    public BlockingCollection<Message> Messages { get; } = [];

    public string Url { get; private set; } = "";

    public static async Task<Receiver> StartAsync(int port = 0, RequestDelegate? answer = null)
    {
        var receiver = new Receiver(port, answer);
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        receiver.Url = receiver._app.Urls.First() + "/lacquer";
        return receiver;
    }

    /// <summary>The next message, once it has come.</summary>
    public async Task<Message> NextAsync() => await Task.Run(() => Messages.TryTake(out Message? message, Patience) ? message : throw new TimeoutException("No message came."));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Messages.Dispose();
    }

    internal sealed record Message(string Path, string Id, string Timestamp, string Signature, string Body)
    {
        public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

        /// <summary>The check of the manual, written down by itself: HMAC-SHA256 with what follows whsec_, over id, time and body.</summary>
        public bool IsSignedWith(string secret)
        {
            byte[] key = Convert.FromBase64String(secret["whsec_".Length..]);
            string expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}")));
            return Signature.Split(' ').Contains(expected);
        }
    }
}
