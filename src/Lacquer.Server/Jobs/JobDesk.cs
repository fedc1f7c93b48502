using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lacquer.Server.Accounts;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Jobs;

/// <summary>Begins jobs. A job and what belongs to it are kept together or not at all; the same request under the same key begins one job.</summary>
internal sealed class JobDesk(IDbContextFactory<Store> stores, IJobQueue queue, Quotas quotas, TimeProvider clock)
{
    /// <summary>Begins a job.</summary>
    /// <param name="job">The job, see <see cref="New"/>.</param>
    /// <param name="key">The request's Idempotency-Key; null without one.</param>
    /// <param name="requestHash">What the request was, see <see cref="Hash"/>.</param>
    /// <param name="with">Adds what belongs to the job, within its transaction.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The job, or the one that the same request began before.</returns>
    /// <exception cref="InvalidOperationException">The key belongs to another request.</exception>
    public async Task<Job> BeginAsync(Job job, string? key, string requestHash, Func<Store, Task>? with, CancellationToken cancel)
    {
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            try
            {
                await using var transaction = await store.Database.BeginTransactionAsync(cancel);
                Plan plan = await quotas.LockAsync(store, job.AccountId, cancel);
                // Before the quotas: a request that comes again costs nothing more.
                if (key is not null && await EarlierAsync(store, job.AccountId, key, requestHash, cancel) is { } earlier)
                {
                    return earlier;
                }

                await quotas.AdmitJobAsync(store, plan, job, cancel);
                store.Jobs.Add(job);
                await (with?.Invoke(store) ?? Task.CompletedTask);
                if (key is not null)
                {
                    store.IdempotentAnswers.Add(new IdempotentAnswer { AccountId = job.AccountId, Key = key, RequestHash = requestHash, JobId = job.Id, Created = job.Created });
                }

                await store.SaveChangesAsync(cancel);
                await transaction.CommitAsync(cancel);
            }
            catch (DbUpdateException e) when (key is not null)
            {
                // The same request came twice at once, and the other one was first.
                store.ChangeTracker.Clear();
                return await EarlierAsync(store, job.AccountId, key, requestHash, cancel) ?? throw new InvalidOperationException("The job could not be kept.", e);
            }
        }

        await queue.AnnounceAsync(JobClasses.Of(job), 1, cancel);
        return job;
    }

    /// <summary>A job that nobody has begun.</summary>
    public Job New(JobKind kind, string accountId, string uploadId, JobWork work, string? masterId = null, int? revision = null) => new()
    {
        Id = Ids.New("job"),
        AccountId = accountId,
        Kind = kind,
        State = JobState.Waiting,
        Priority = JobClasses.Priority(kind, work),
        Payload = JsonSerializer.Serialize(work, ServiceJson.Options),
        UploadId = uploadId,
        MasterId = masterId,
        Revision = revision,
        Created = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        Version = 1,
        Trace = Activity.Current is { Recorded: true } request ? request.Id : null,
    };

    /// <summary>What a request was, so that a key cannot be used for another one.</summary>
    public static string Hash(string path, object body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path + "\n" + JsonSerializer.Serialize(body, ServiceJson.Options))));

    private static async Task<Job?> EarlierAsync(Store store, string accountId, string key, string requestHash, CancellationToken cancel)
    {
        IdempotentAnswer? answer = await store.IdempotentAnswers.AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == accountId && a.Key == key, cancel);
        return answer is null ? null
            : answer.RequestHash != requestHash ? throw new InvalidOperationException("idempotency")
            : await store.Jobs.AsNoTracking().SingleAsync(job => job.Id == answer.JobId, cancel);
    }
}
