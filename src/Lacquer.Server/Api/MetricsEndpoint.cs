using System.Globalization;
using System.Net;
using System.Text;
using Lacquer.Server.Accounts;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>
/// Numbers for Prometheus, in its text format 0.0.4. Nothing in them belongs to anybody; a service with accounts tells them only to programs
/// on its own machine.
/// </summary>
internal static class MetricsEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/metrics", GetAsync).ExcludeFromDescription().OpenToAll();

    private static async Task<IResult> GetAsync(HttpContext http, Store store, ServiceSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        if (settings.Accounts && !IsOnThisMachine(http))
        {
            throw ApiException.NotFound("address");
        }

        var text = new StringBuilder();
        var jobs = await store.Jobs.AsNoTracking().GroupBy(job => new { job.Kind, job.State })
            .Select(group => new { group.Key.Kind, group.Key.State, Count = group.Count() }).ToArrayAsync(cancel);
        About(text, "lacquer_jobs", "Jobs that are kept, by kind and state.");
        foreach (JobKind kind in Enum.GetValues<JobKind>())
        {
            foreach (JobState state in Enum.GetValues<JobState>())
            {
                int count = jobs.FirstOrDefault(group => group.Kind == kind && group.State == state)?.Count ?? 0;
                Line(text, "lacquer_jobs", count, ("kind", Word(kind)), ("state", Word(state)));
            }
        }

        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        About(text, "lacquer_oldest_waiting_seconds", "How long the oldest waiting job has waited.");
        foreach (JobClass of in Enum.GetValues<JobClass>())
        {
            long? oldest = await store.Jobs.OfClass(of).Where(job => job.State == JobState.Waiting).MinAsync(job => (long?)job.Created, cancel);
            Line(text, "lacquer_oldest_waiting_seconds", oldest is { } since ? (now - since) / 1e3 : 0, ("class", Word(of)));
        }

        About(text, "lacquer_uploads", "Uploads that are kept.");
        Line(text, "lacquer_uploads", await store.Uploads.CountAsync(cancel));
        About(text, "lacquer_upload_bytes", "Bytes of uploads that are kept.");
        Line(text, "lacquer_upload_bytes", await store.Uploads.SumAsync(upload => upload.Received, cancel));
        About(text, "lacquer_memory_bytes", "Memory that this process holds.");
        Line(text, "lacquer_memory_bytes", Environment.WorkingSet);
        return Results.Text(text.ToString(), "text/plain; version=0.0.4");
    }

    /// <summary>A proxy on this machine asks for somebody else.</summary>
    private static bool IsOnThisMachine(HttpContext http) => http.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");

    private static void About(StringBuilder text, string name, string help) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");

    private static void Line(StringBuilder text, string name, double value, params (string Name, string Value)[] labels)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').AppendJoin(',', labels.Select(label => $"{label.Name}=\"{label.Value}\"")).Append('}');
        }

        text.Append(CultureInfo.InvariantCulture, $" {value}\n");
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
