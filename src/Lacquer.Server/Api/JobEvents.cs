using System.Globalization;
using System.Text.Json;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>
/// Server-sent events of a job. Each event is the whole job as it is then, its id the job's version: whoever comes back with
/// Last-Event-ID misses nothing that still matters.
/// </summary>
internal static class JobEvents
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    public static async Task StreamAsync(string id, HttpContext http, IDbContextFactory<Store> stores, JobBell bell, CancellationToken cancel)
    {
        _ = long.TryParse(http.Request.Headers["Last-Event-ID"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long seen);
        Job job = await FindAsync(stores, http, id, cancel);
        if (IsOver(job) && job.Version <= seen)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent; // tells a browser to stop coming back (HTML, server-sent events, 9.2.3)
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        string said = "";
        var quiet = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            while (true)
            {
                string text = JsonSerializer.Serialize(JobView.Of(job), ServiceJson.Options);
                if (job.Version > seen && text != said)
                {
                    await http.Response.WriteAsync($"id: {job.Version}\nevent: job\ndata: {text}\n\n", cancel);
                    await http.Response.Body.FlushAsync(cancel);
                    (seen, said) = (job.Version, text);
                    quiet.Restart();
                }
                else if (quiet.Elapsed > SignOfLife)
                {
                    await http.Response.WriteAsync(": still here\n\n", cancel);
                    await http.Response.Body.FlushAsync(cancel);
                    quiet.Restart();
                }

                if (IsOver(job))
                {
                    return;
                }

                await bell.WaitAsync(Look, cancel);
                job = await FindAsync(stores, http, id, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody listens any more.
        }
    }

    private static bool IsOver(Job job) => job.State is JobState.Succeeded or JobState.Failed or JobState.Canceled;

    private static async Task<Job> FindAsync(IDbContextFactory<Store> stores, HttpContext http, string id, CancellationToken cancel)
    {
        // A store of its own for each look: a listener may stay for an hour.
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            return await JobEndpoints.FindAsync(store, http, id, cancel);
        }
    }
}
