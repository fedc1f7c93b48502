using System.Text.Json;
using Lacquer.Server.Api;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Webhooks;

/// <summary>
/// Writes down what is to be told, in the transaction in which it happens: what happened is told, and nothing else. Sending is the
/// <see cref="Postman"/>'s.
/// </summary>
internal static class Outbox
{
    /// <summary>Tells of a job that has just ended. Previews and interpretations are not told: whoever wants one is waiting for it.</summary>
    /// <param name="store">In the transaction that ends the job.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task TellAsync(Store store, string jobId, CancellationToken cancel)
    {
        Job job = await store.Jobs.AsNoTracking().SingleAsync(job => job.Id == jobId, cancel);
        if (job.Kind is JobKind.Preview or JobKind.Interpretation)
        {
            return;
        }

        Webhook[] webhooks = await store.Webhooks.AsNoTracking().Where(webhook => webhook.AccountId == job.AccountId && webhook.Stopped == null).ToArrayAsync(cancel);
        WebhookEvent what = job.State switch { JobState.Succeeded => WebhookEvent.JobSucceeded, JobState.Failed => WebhookEvent.JobFailed, _ => WebhookEvent.JobCanceled };
        foreach (Webhook webhook in webhooks.Where(webhook => Events(webhook).Contains(what)))
        {
            store.WebhookDeliveries.Add(Message(webhook, what, JobView.Of(job), job.Ended!.Value, job.Id));
        }

        await store.SaveChangesAsync(cancel);
    }

    /// <summary>A message that is to be sent at once.</summary>
    public static WebhookDelivery Message<T>(Webhook to, WebhookEvent what, T data, long now, string? jobId) => new()
    {
        Id = Ids.New("msg"),
        WebhookId = to.Id,
        AccountId = to.AccountId,
        JobId = jobId,
        Event = what,
        Body = JsonSerializer.Serialize(new WebhookMessage<T> { Type = what, Timestamp = JobView.Time(now), Data = data }, ServiceJson.Options),
        Due = now,
        Created = now,
    };

    /// <summary>What a webhook is told.</summary>
    public static IReadOnlyList<WebhookEvent> Events(Webhook webhook) => [.. webhook.Events.Split(' ').Select(Enum.Parse<WebhookEvent>)];
}
