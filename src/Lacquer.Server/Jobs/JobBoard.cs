using System.Text.Json;
using Lacquer.Server.Storage;
using Lacquer.Server.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Lacquer.Server.Jobs;

/// <summary>
/// The states of all jobs. Every change of a running job asks for its token, in one statement: a worker that lost the job, because it slept
/// or was taken for dead, changes nothing any more.
/// </summary>
internal sealed class JobBoard(IDbContextFactory<Store> stores, ServiceSettings settings, TimeProvider clock)
{
    /// <summary>Takes the next job: previews first, then whoever was served longest ago, then the oldest.</summary>
    /// <param name="of">What there is a place for; null: anything.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The job with its new token; null when there is none.</returns>
    public async Task<Job?> ClaimAsync(JobClass? of, CancellationToken cancel)
    {
        string token = Ids.New("lease");
        string priorities = of switch { JobClass.Short => $"< {JobClasses.FirstWhole}", JobClass.Whole => $">= {JobClasses.FirstWhole}", _ => ">= 0" };
        string locked = "";
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            locked = store.Database.IsSqlite() ? "" : "FOR UPDATE SKIP LOCKED";
            string sql = $$"""
                UPDATE jobs SET state = 'Processing', attempt = attempt + 1, lease_token = {0}, lease_until = {1}, version = version + 1,
                    started = {2}, stage = 'ingest', progress = 0
                WHERE state = 'Waiting' AND id = (
                    SELECT next.id FROM jobs next
                    WHERE next.state = 'Waiting' AND next.priority {{priorities}}
                    ORDER BY next.priority,
                        (SELECT COALESCE(MAX(served.started), 0) FROM jobs served WHERE served.account_id = next.account_id AND served.priority = next.priority),
                        next.created, next.id
                    LIMIT 1 {{locked}})
                RETURNING id AS "Value"
                """;
            string[] ids = await store.Database.SqlQueryRaw<string>(sql, token, LeaseEnd(), Now()).ToArrayAsync(cancel);
            return ids.Length == 0 ? null : await store.Jobs.AsNoTracking().SingleAsync(job => job.Id == ids[0], cancel);
        }
    }

    /// <summary>Says that the worker is alive and how far it is.</summary>
    /// <returns>Whether the job is still its, and whether somebody wants it canceled.</returns>
    public async Task<(bool IsMine, bool CancelRequested)> ReportAsync(Job job, string stage, double progress, CancellationToken cancel)
    {
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            int changed = await Mine(store, job).ExecuteUpdateAsync(
                set => set
                    .SetProperty(j => j.LeaseUntil, LeaseEnd())
                    .SetProperty(j => j.Stage, stage)
                    .SetProperty(j => j.Progress, progress)
                    .SetProperty(j => j.Version, j => j.Version + 1),
                cancel);
            return changed == 0 ? (false, false) : (true, await Mine(store, job).Select(j => j.CancelRequested).SingleOrDefaultAsync(cancel));
        }
    }

    /// <summary>Ends a job well, once: its result and what follows from it are kept together or not at all.</summary>
    /// <param name="job">As it was claimed.</param>
    /// <param name="result">What it left.</param>
    /// <param name="consequences">Changes to other rows.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>False: the job is not the worker's any more, and nothing was changed.</returns>
    public async Task<bool> SucceedAsync(Job job, JobResult result, Func<Store, Task> consequences, CancellationToken cancel)
    {
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            string json = JsonSerializer.Serialize(result, ServiceJson.Options);
            return await EndAsync(store, Mine(store, job), job.Id, set => set.SetProperty(j => j.State, JobState.Succeeded).SetProperty(j => j.Result, json).SetProperty(j => j.Progress, 1), consequences, cancel);
        }
    }

    /// <summary>Ends a job that cannot be done; nothing if it is not the worker's any more.</summary>
    public async Task FailAsync(Job job, string code, string message, CancellationToken cancel)
    {
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            await FailAsync(store, Mine(store, job), job.Id, code, message, cancel);
        }
    }

    /// <summary>Ends a job that its owner does not want any more, once its worker has stopped.</summary>
    public async Task CanceledAsync(Job job, CancellationToken cancel)
    {
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            await CancelAsync(store, Mine(store, job), job.Id, cancel);
        }
    }

    /// <summary>Gives a job back, so that another worker takes it: the worker is asked to stop, or its program died.</summary>
    public async Task ReturnAsync(Job job, CancellationToken cancel)
    {
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            await ReturnAsync(Mine(store, job), cancel);
        }
    }

    /// <summary>Asks for a job to be canceled: at once if nobody works on it, else as soon as its worker hears of it.</summary>
    public async Task RequestCancelAsync(string jobId, CancellationToken cancel)
    {
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            await CancelAsync(store, store.Jobs.Where(job => job.Id == jobId && job.State == JobState.Waiting), jobId, cancel);
            await store.Jobs.Where(job => job.Id == jobId && job.State == JobState.Processing).ExecuteUpdateAsync(
                set => set.SetProperty(job => job.CancelRequested, true).SetProperty(job => job.Version, job => job.Version + 1), cancel);
        }
    }

    /// <summary>Takes jobs from workers that were not heard of for too long; gives up those that were begun too often.</summary>
    /// <returns>How many wait again.</returns>
    public async Task<int> RescueAsync(CancellationToken cancel)
    {
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            long now = Now();
            IQueryable<Job> lost = store.Jobs.Where(job => job.State == JobState.Processing && job.LeaseUntil < now);
            foreach (Job job in await lost.Where(job => job.CancelRequested || job.Attempt >= settings.MaxAttempts).AsNoTracking().ToArrayAsync(cancel))
            {
                // Each by itself and with its token: it may have been heard of meanwhile, and what follows from its end is told.
                IQueryable<Job> still = Mine(store, job).Where(j => j.LeaseUntil < now);
                await (job.CancelRequested
                    ? CancelAsync(store, still, job.Id, cancel)
                    : FailAsync(store, still, job.Id, "workerLost", "The program that worked on this ended unexpectedly, several times. Please report it with this file.", cancel));
            }

            return await ReturnAsync(lost.Where(job => !job.CancelRequested && job.Attempt < settings.MaxAttempts), cancel);
        }
    }

    /// <summary>How many jobs of a class wait.</summary>
    public async Task<int> WaitingAsync(JobClass of, CancellationToken cancel)
    {
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            return await store.Jobs.OfClass(of).CountAsync(job => job.State == JobState.Waiting, cancel);
        }
    }

    private static Task<int> ReturnAsync(IQueryable<Job> jobs, CancellationToken cancel) => jobs.ExecuteUpdateAsync(
        set => set
            .SetProperty(j => j.State, JobState.Waiting)
            .SetProperty(j => j.Stage, (string?)null)
            .SetProperty(j => j.Progress, 0)
            .SetProperty(j => j.LeaseToken, (string?)null)
            .SetProperty(j => j.Version, j => j.Version + 1),
        cancel);

    private Task<bool> CancelAsync(Store store, IQueryable<Job> which, string jobId, CancellationToken cancel) =>
        EndAsync(store, which, jobId, set => set.SetProperty(j => j.State, JobState.Canceled), consequences: null, cancel);

    private Task<bool> FailAsync(Store store, IQueryable<Job> which, string jobId, string code, string message, CancellationToken cancel) => EndAsync(
        store, which, jobId, set => set.SetProperty(j => j.State, JobState.Failed).SetProperty(j => j.FailureCode, code).SetProperty(j => j.FailureMessage, message.Replace("\0", "")), consequences: null, cancel);

    /// <summary>The one way in which jobs end: once, with what follows from it and with what is told of it, or not at all.</summary>
    /// <param name="store">The database.</param>
    /// <param name="which">The job, if it may still be ended.</param>
    /// <param name="jobId">Its id.</param>
    /// <param name="how">Sets what it ends with.</param>
    /// <param name="consequences">Changes to other rows; null for none.</param>
    /// <param name="cancel">Stops.</param>
    private async Task<bool> EndAsync(Store store, IQueryable<Job> which, string jobId, Action<UpdateSettersBuilder<Job>> how, Func<Store, Task>? consequences, CancellationToken cancel)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        long now = Now();
        int changed = await which.ExecuteUpdateAsync(
            set =>
            {
                how(set);
                set.SetProperty(j => j.Stage, (string?)null)
                    .SetProperty(j => j.Ended, now)
                    .SetProperty(j => j.LeaseToken, (string?)null)
                    .SetProperty(j => j.Version, j => j.Version + 1);
            },
            cancel);
        if (changed == 0)
        {
            return false;
        }

        if (consequences is not null)
        {
            await consequences(store);
            await store.SaveChangesAsync(cancel);
        }

        await Outbox.TellAsync(store, jobId, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private static IQueryable<Job> Mine(Store store, Job job) =>
        store.Jobs.Where(j => j.Id == job.Id && j.State == JobState.Processing && j.LeaseToken == job.LeaseToken);

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private long LeaseEnd() => Now() + (long)(1_000 * settings.LeaseSeconds);
}
