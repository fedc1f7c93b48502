using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Lacquer.Server.Work;

/// <summary>
/// Ends what a worker keeps open of mixes: soon after one was erased, on whichever machine that was, and when nobody has asked for it for a
/// while. Without it a worker's disk would fill with every mix it ever had.
/// </summary>
internal sealed partial class MixKeeper(IDbContextFactory<Store> stores, DeskRoom desks, WorkFolder folder, TimeProvider clock, ILogger<MixKeeper> log) : BackgroundService
{
    /// <summary>Chosen: as long as somebody who turns a control may think before the next one.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Looks once.</summary>
    public async Task TidyAsync(CancellationToken cancel)
    {
        IReadOnlyList<string> unused = folder.Unused(TimeSpan.Zero);
        if (unused.Count == 0)
        {
            return;
        }

        string[] known;
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            known = await store.Uploads.Where(upload => unused.Contains(upload.Id)).Select(upload => upload.Id).ToArrayAsync(cancel);
        }

        foreach (string upload in unused.Except(known).Union(folder.Unused(Kept)))
        {
            desks.Forget(upload);
            folder.Forget(upload);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Pause, clock, stoppingToken);
                await TidyAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogTrouble(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is not worked on any more could not be removed; it is tried again")]
    private partial void LogTrouble(Exception exception);
}
