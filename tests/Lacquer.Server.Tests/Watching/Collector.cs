using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lacquer.Server.Tests.Watching;

/// <summary>Takes what a service sends to an OpenTelemetry collector: OTLP over HTTP, protobuf.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<byte[]> _traces = [];
    private readonly List<byte[]> _metrics = [];

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>All that was sent, as the texts in it can be searched.</summary>
    public string Everything => string.Concat(All(_traces).Concat(All(_metrics)).Select(Encoding.UTF8.GetString));

    /// <summary>The spans (opentelemetry/proto/trace/v1: resource_spans 1, scope_spans 2, spans 2).</summary>
    public IReadOnlyList<Span> Spans =>
    [
        .. from message in All(_traces)
           from resource in Fields(message, 1)
           from scope in Fields(resource, 2)
           from span in Fields(scope, 2)
           select new Span(Hex(span, 1), Hex(span, 2), Hex(span, 4), Encoding.UTF8.GetString(Fields(span, 5).Single())),
    ];

    public static async Task<Collector> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/v1/traces", http => KeepAsync(http, collector._traces));
        app.MapPost("/v1/metrics", http => KeepAsync(http, collector._metrics));
        await app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task KeepAsync(HttpContext http, List<byte[]> into)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        lock (into)
        {
            into.Add(body.ToArray());
        }
    }

    private static byte[][] All(List<byte[]> from)
    {
        lock (from)
        {
            return [.. from];
        }
    }

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(Fields(message, field).SingleOrDefault([]));

    /// <summary>The length-delimited fields of one number.</summary>
    private static List<byte[]> Fields(byte[] message, int number)
    {
        var found = new List<byte[]>();
        int at = 0;
        while (at < message.Length)
        {
            ulong tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    int length = (int)Varint(message, ref at);
                    if (tag >> 3 == (ulong)number)
                    {
                        found.Add(message[at..(at + length)]);
                    }

                    at += length;
                    break;
                default:
                    at += 4;
                    break;
            }
        }

        return found;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>A span, as far as the tests look at it.</summary>
    internal sealed record Span(string TraceId, string SpanId, string ParentId, string Name);
}
