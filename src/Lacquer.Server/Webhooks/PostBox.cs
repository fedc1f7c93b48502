using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Webhooks;

/// <summary>
/// The states of all messages. Like jobs they are taken under a token for a time: what a server took that died is taken again, and what it may
/// have sent arrives twice under one id rather than never.
/// </summary>
internal sealed class PostBox(IDbContextFactory<Store> stores, TimeProvider clock)
{
    /// <summary>Takes the next message that is due. An account has one under way at a time: slow receivers cost their owner's time alone.</summary>
    /// <returns>The message and where it goes; null when there is none.</returns>
    public async Task<(WebhookDelivery Message, Webhook To)?> TakeAsync(CancellationToken cancel)
    {
        long now = Now();
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            if (!await store.WebhookDeliveries.AnyAsync(message => message.State == DeliveryState.Waiting && message.Due <= now, cancel))
            {
                return null; // most of the time; asking costs no lock
            }

            string locked = store.Database.IsSqlite() ? "" : "FOR UPDATE SKIP LOCKED";
            string sql = $$"""
                UPDATE webhook_deliveries SET attempt = attempt + 1, lease_token = {0}, due = {1}
                WHERE state = 'Waiting' AND due <= {2} AND id = (
                    SELECT next.id FROM webhook_deliveries next
                    WHERE next.state = 'Waiting' AND next.due <= {2} AND NOT EXISTS (
                        SELECT 1 FROM webhook_deliveries other
                        WHERE other.account_id = next.account_id AND other.state = 'Waiting' AND other.lease_token IS NOT NULL AND other.due > {2})
                    ORDER BY next.due, next.id
                    LIMIT 1 {{locked}})
                RETURNING id AS "Value"
                """;
            // A little longer than an attempt lasts: by then its sender has said how it went, or is dead.
            string[] ids = await store.Database.SqlQueryRaw<string>(sql, Ids.New("lease"), now + (2 * (long)WebhookSender.Longest.TotalMilliseconds), now).ToArrayAsync(cancel);
            if (ids.Length == 0)
            {
                return null;
            }

            WebhookDelivery message = await store.WebhookDeliveries.AsNoTracking().SingleAsync(message => message.Id == ids[0], cancel);
            if (await store.Webhooks.AsNoTracking().SingleOrDefaultAsync(webhook => webhook.Id == message.WebhookId, cancel) is { } to)
            {
                return (message, to);
            }

            await Mine(store, message).ExecuteDeleteAsync(cancel); // its webhook was deleted while it was written
            return null;
        }
    }

    /// <summary>Says how an attempt went. Nothing changes if the message was given to another server meanwhile.</summary>
    /// <returns>Whether the webhook was stopped by it.</returns>
    public async Task<bool> EndAsync(WebhookDelivery message, SendOutcome outcome, CancellationToken cancel)
    {
        long now = Now();
        bool taken = outcome.Problem is null;
        TimeSpan? pause = taken || outcome.IsGone ? null : RetrySchedule.After(message.Attempt);
        DeliveryState state = taken ? DeliveryState.Delivered : pause is null ? DeliveryState.Failed : DeliveryState.Waiting;
        long due = now + (long)(pause ?? TimeSpan.Zero).TotalMilliseconds;
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            await using var transaction = await store.Database.BeginTransactionAsync(cancel);
            int changed = await Mine(store, message).ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.State, state)
                    .SetProperty(m => m.Due, due)
                    .SetProperty(m => m.LeaseToken, (string?)null)
                    .SetProperty(m => m.AnswerStatus, outcome.Status)
                    .SetProperty(m => m.Problem, outcome.Problem)
                    .SetProperty(m => m.Attempted, now)
                    .SetProperty(m => m.Ended, state == DeliveryState.Waiting ? (long?)null : now),
                cancel);
            bool stopped = changed > 0 && await JudgeAsync(store, message.WebhookId, outcome, now, cancel);
            await transaction.CommitAsync(cancel);
            return stopped;
        }
    }

    /// <summary>Gives a message back that was not sent: this server is asked to stop.</summary>
    public async Task ReturnAsync(WebhookDelivery message, CancellationToken cancel)
    {
        long now = Now();
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            await Mine(store, message).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.Due, now).SetProperty(m => m.Attempt, m => m.Attempt - 1).SetProperty(m => m.LeaseToken, (string?)null), cancel);
        }
    }

    /// <summary>Stops telling an address where nothing arrives, and says so where its owner looks.</summary>
    private static async Task<bool> JudgeAsync(Store store, string webhookId, SendOutcome outcome, long now, CancellationToken cancel)
    {
        IQueryable<Webhook> webhook = store.Webhooks.Where(webhook => webhook.Id == webhookId);
        if (outcome.Problem is not { } problem)
        {
            await webhook.ExecuteUpdateAsync(set => set.SetProperty(w => w.FailingSince, (long?)null), cancel);
            return false;
        }

        await webhook.Where(w => w.FailingSince == null).ExecuteUpdateAsync(set => set.SetProperty(w => w.FailingSince, now), cancel);
        long longAgo = now - (long)RetrySchedule.LongFailure.TotalMilliseconds;
        bool gone = outcome.IsGone;
        string reason = gone
            ? "It answered 410: it does not want to be told any more."
            : $"Nothing has arrived for {RetrySchedule.LongFailure.TotalDays} days, the last time because: {problem} Mend it and switch it on again.";
        bool stopped = await webhook.Where(w => w.Stopped == null && (gone || w.FailingSince <= longAgo))
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.Stopped, now).SetProperty(w => w.StopReason, reason), cancel) > 0;
        if (stopped)
        {
            await store.WebhookDeliveries.Where(message => message.WebhookId == webhookId && message.State == DeliveryState.Waiting).ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.State, DeliveryState.Failed)
                    .SetProperty(m => m.Problem, "The webhook was switched off.")
                    .SetProperty(m => m.LeaseToken, (string?)null)
                    .SetProperty(m => m.Ended, now),
                cancel);
        }

        return stopped;
    }

    private static IQueryable<WebhookDelivery> Mine(Store store, WebhookDelivery message) =>
        store.WebhookDeliveries.Where(m => m.Id == message.Id && m.State == DeliveryState.Waiting && m.LeaseToken == message.LeaseToken);

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
