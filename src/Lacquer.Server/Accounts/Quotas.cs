using System.Globalization;
using Lacquer.Server.Api;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Accounts;

/// <summary>
/// Holds accounts to their plans. What time mends is 429 with Retry-After; what only erasing or another plan mends is 402, so that no program
/// tries again and again in vain. Called inside the transaction that keeps what is admitted: of many requests at once, none slips through.
/// </summary>
internal sealed class Quotas(ServiceSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(10); // about a render
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    /// <summary>The month that is counted in, as in 2026-11.</summary>
    public string Month => clock.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The plan of an account. One that was taken out of the configuration is that of new accounts.</summary>
    public Plan PlanOf(Account account) =>
        account.Plan is not { } name ? Plan.Unlimited : settings.Plans.GetValueOrDefault(name) ?? settings.Plans[settings.SignUpPlan];

    /// <summary>The plan of an account.</summary>
    public async Task<Plan> PlanAsync(Store store, string accountId, CancellationToken cancel) =>
        settings.Accounts ? PlanOf(await store.Accounts.AsNoTracking().SingleAsync(account => account.Id == accountId, cancel)) : Plan.Unlimited;

    /// <summary>Makes other requests of the account wait until this transaction is over.</summary>
    public async Task<Plan> LockAsync(Store store, string accountId, CancellationToken cancel)
    {
        if (!settings.Accounts)
        {
            return Plan.Unlimited;
        }

        int found = await store.Accounts.Where(account => account.Id == accountId).ExecuteUpdateAsync(set => set.SetProperty(account => account.Created, account => account.Created), cancel);
        return found == 1 ? await PlanAsync(store, accountId, cancel) : throw ApiException.LoginNeeded(); // erased meanwhile
    }

    /// <summary>Whether an upload may begin.</summary>
    /// <exception cref="ApiException">Too large, or no place is left.</exception>
    public static async Task AdmitUploadAsync(Store store, Plan plan, string accountId, long length, CancellationToken cancel)
    {
        if (length > plan.MaxUploadBytes)
        {
            throw new ApiException(StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", string.Create(CultureInfo.InvariantCulture, $"The file has {length / 1e6:0.#} MB; this plan takes at most {plan.MaxUploadBytes / 1e6:0.#} MB."));
        }

        if (plan.StoredBytes is { } most && await StoredAsync(store, accountId, cancel) + length > most)
        {
            throw new ApiException(
                StatusCodes.Status402PaymentRequired, "quota-storage", "No place is left", string.Create(CultureInfo.InvariantCulture, $"This plan keeps at most {most / 1e6:0.#} MB of uploads; erase some, or take a larger plan."));
        }
    }

    /// <summary>Whether a job may begin, and counts it.</summary>
    /// <exception cref="ApiException">Too many.</exception>
    public async Task AdmitJobAsync(Store store, Plan plan, Job job, CancellationToken cancel)
    {
        if (await store.Jobs.CountAsync(other => other.State == JobState.Waiting, cancel) >= settings.MaxWaitingJobs)
        {
            throw new ApiException(StatusCodes.Status503ServiceUnavailable, "busy", "Too much to do", "Very many jobs wait already; try again later.") { RetryAfter = Later };
        }

        if (plan.ConcurrentJobs is { } most && await RunningAsync(store, job.AccountId, cancel) >= most)
        {
            throw new ApiException(StatusCodes.Status429TooManyRequests, "quota-jobs", "Too many at once", $"This plan has at most {most} jobs at the same time; wait for one, or cancel one.") { RetryAfter = Shortly };
        }

        if (settings.Accounts && job.Kind == JobKind.Master)
        {
            await CountMasterAsync(store, plan, job.AccountId, cancel);
        }
    }

    /// <summary>What has a format that the plan does not deliver stays where it is.</summary>
    /// <exception cref="ApiException">It is not delivered.</exception>
    public static void CheckFormat(Plan plan, string format)
    {
        if (!plan.Delivers(format))
        {
            throw new ApiException(StatusCodes.Status402PaymentRequired, "plan-format", "Not in this plan", $"This plan delivers {string.Join(", ", plan.Formats)}; {format} needs another one.");
        }
    }

    public static async Task<long> StoredAsync(Store store, string accountId, CancellationToken cancel) =>
        await store.Uploads.Where(upload => upload.AccountId == accountId).SumAsync(upload => upload.Length, cancel);

    public static Task<int> RunningAsync(Store store, string accountId, CancellationToken cancel) =>
        store.Jobs.CountAsync(job => job.AccountId == accountId && (job.State == JobState.Waiting || job.State == JobState.Processing), cancel);

    public async Task<int> MastersAsync(Store store, string accountId, CancellationToken cancel)
    {
        string month = Month;
        return await store.AccountUses.Where(use => use.AccountId == accountId && use.Month == month).Select(use => use.Masters).SingleOrDefaultAsync(cancel);
    }

    private async Task CountMasterAsync(Store store, Plan plan, string accountId, CancellationToken cancel)
    {
        if (plan.MastersAMonth is { } most && await MastersAsync(store, accountId, cancel) >= most)
        {
            DateTimeOffset now = clock.GetUtcNow();
            DateTimeOffset next = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
            throw new ApiException(StatusCodes.Status429TooManyRequests, "quota-masters", "Enough for this month", $"This plan has {most} masters and revisions a month; the next month begins on {next:yyyy-MM-dd} (UTC).") { RetryAfter = next - now };
        }

        await store.Database.ExecuteSqlAsync(
            $"INSERT INTO account_use (account_id, month, masters) VALUES ({accountId}, {Month}, 1) ON CONFLICT (account_id, month) DO UPDATE SET masters = account_use.masters + 1", cancel);
    }
}
