using Lacquer.Server.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Lacquer.Server.Storage;

/// <summary>
/// Removes objects that no row names: of programs that died between storing and saying so, and of erasures that were cut short. Young ones stay:
/// their rows may be about to be written.
/// </summary>
internal sealed partial class LeftOvers(IDbContextFactory<Store> stores, IObjectStore objects, TimeProvider clock, ILogger<LeftOvers> log) : BackgroundService
{
    private const int AtATime = 500;

    private static readonly TimeSpan Young = TimeSpan.FromDays(2); // longer than any render may take
    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    /// <summary>Looks at everything once.</summary>
    /// <returns>How many objects were removed.</returns>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        DateTimeOffset old = clock.GetUtcNow() - Young;
        int removed = 0;
        var batch = new List<string>(AtATime);
        await foreach (StoredObject stored in objects.ListAsync(cancel))
        {
            if (stored.Written < old)
            {
                batch.Add(stored.Key);
            }

            if (batch.Count == AtATime)
            {
                removed += await RemoveAsync(batch, cancel);
                batch.Clear();
            }
        }

        return removed + await RemoveAsync(batch, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                int removed = await SweepAsync(stoppingToken);
                if (removed > 0)
                {
                    LogRemoved(removed);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogTrouble(exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Only what looks like ours is touched: <c>uploads/ID/PART</c> and <c>jobs/ID/TOKEN/FILE</c>.</summary>
    private async Task<int> RemoveAsync(List<string> keys, CancellationToken cancel)
    {
        string[] uploads = Ids(keys, "uploads", 3), jobs = Ids(keys, "jobs", 4);
        var named = new HashSet<string>(StringComparer.Ordinal);
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            named.UnionWith(await store.Set<UploadPart>().Where(part => uploads.Contains(part.UploadId)).Select(part => part.Key).ToArrayAsync(cancel));
            foreach (Job job in await store.Jobs.AsNoTracking().Where(job => jobs.Contains(job.Id) && job.Result != null).ToArrayAsync(cancel))
            {
                named.UnionWith(JobView.Files(job).Select(file => file.Key));
            }
        }

        string[] nobodys = [.. keys.Where(key => (IsOurs(key, "uploads", 3) || IsOurs(key, "jobs", 4)) && !named.Contains(key))];
        foreach (string key in nobodys)
        {
            await objects.DeleteAsync(key, cancel);
        }

        return nobodys.Length;
    }

    private static string[] Ids(IEnumerable<string> keys, string folder, int parts) => [.. keys.Where(key => IsOurs(key, folder, parts)).Select(key => key.Split('/')[1]).Distinct()];

    private static bool IsOurs(string key, string folder, int parts) => key.Split('/') is var words && words.Length == parts && words[0] == folder;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} stored objects belonged to nobody and were removed")]
    private partial void LogRemoved(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Left-over objects could not be looked for; it is tried again")]
    private partial void LogTrouble(Exception exception);
}
