using Lacquer.Server.Accounts;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Lacquer.Server.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>Addresses that are told when jobs end. They hand out secrets and send the account's news elsewhere: keys need the scope <c>account</c>.</summary>
internal static class WebhookEndpoints
{
    private const int MostWebhooks = 20;
    private const double LongestEarlierHours = 168;
    private const string ByHand = "It was switched off by hand.";

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder webhooks = api.MapGroup("/v1/webhooks").WithTags("Webhooks");
        webhooks.MapPost("", CreateAsync).Needs(Scope.Account).WithSummary("Makes a webhook (Standard Webhooks). Its secret is shown in this answer and never again.");
        webhooks.MapGet("", ListAsync).Needs(Scope.Account).WithSummary("The webhooks, newest first.");
        webhooks.MapGet("/{id}", GetAsync).Needs(Scope.Account).WithSummary("One webhook.");
        webhooks.MapPut("/{id}", ChangeAsync).Needs(Scope.Account).WithSummary("Changes a webhook, or switches it off or on.");
        webhooks.MapDelete("/{id}", DeleteAsync).Needs(Scope.Account).WithSummary("Deletes a webhook with its deliveries.");
        webhooks.MapPost("/{id}/secret", RotateAsync).Needs(Scope.Account).WithSummary("Makes another secret; for some hours messages are signed with both.");
        webhooks.MapPost("/{id}/test", TestAsync).Needs(Scope.Account).WithSummary("Sends a test message, webhook.test.");
        webhooks.MapGet("/{id}/deliveries", DeliveriesAsync).Needs(Scope.Account).WithSummary("What was told and how it went, newest first; of the last 30 days.");
        webhooks.MapPost("/{id}/deliveries/{delivery}/redelivery", RedeliverAsync).Needs(Scope.Account).WithSummary("Sends a message again, under the same id.");
    }

    private static async Task<Created<WebhookView>> CreateAsync(WebhookRequest request, HttpContext http, Store store, ServiceSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        string account = Caller.AccountId(http);
        Check(request, settings);
        if (await store.Webhooks.CountAsync(webhook => webhook.AccountId == account, cancel) >= MostWebhooks)
        {
            throw ApiException.Impossible("", $"An account has at most {MostWebhooks} webhooks; delete one that is not used.");
        }

        DateTimeOffset now = clock.GetUtcNow();
        var webhook = new Webhook
        {
            Id = Ids.New("hook"),
            AccountId = account,
            Url = request.Url,
            Events = Events(request),
            Secret = WebhookSecret.New(),
            Stopped = request.Active ? null : now.ToUnixTimeMilliseconds(),
            StopReason = request.Active ? null : ByHand,
            Created = now.ToUnixTimeMilliseconds(),
        };
        store.Webhooks.Add(webhook);
        await store.SaveChangesAsync(cancel);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/v1/webhooks/{webhook.Id}", WebhookView.Of(webhook, now) with { Secret = webhook.Secret });
    }

    private static async Task<Ok<WebhookView[]>> ListAsync(HttpContext http, Store store, TimeProvider clock, CancellationToken cancel)
    {
        string account = Caller.AccountId(http);
        Webhook[] webhooks = await store.Webhooks.AsNoTracking().Where(webhook => webhook.AccountId == account).OrderByDescending(webhook => webhook.Created).ThenBy(webhook => webhook.Id).ToArrayAsync(cancel);
        return TypedResults.Ok(Array.ConvertAll(webhooks, webhook => WebhookView.Of(webhook, clock.GetUtcNow())));
    }

    private static async Task<Ok<WebhookView>> GetAsync(string id, HttpContext http, Store store, TimeProvider clock, CancellationToken cancel) =>
        TypedResults.Ok(WebhookView.Of(await FindAsync(store, http, id, cancel), clock.GetUtcNow()));

    private static async Task<Ok<WebhookView>> ChangeAsync(string id, WebhookRequest request, HttpContext http, Store store, ServiceSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        Webhook webhook = await FindAsync(store, http, id, cancel);
        Check(request, settings);
        DateTimeOffset now = clock.GetUtcNow();
        store.Attach(webhook); // only what is changed here is written
        (webhook.Url, webhook.Events) = (request.Url, Events(request));
        if (!request.Active)
        {
            (webhook.Stopped, webhook.StopReason) = (webhook.Stopped ?? now.ToUnixTimeMilliseconds(), webhook.StopReason ?? ByHand);
        }
        else if (webhook.Stopped is not null)
        {
            (webhook.Stopped, webhook.StopReason, webhook.FailingSince) = (null, null, null); // a new beginning
        }

        await store.SaveChangesAsync(cancel);
        return TypedResults.Ok(WebhookView.Of(webhook, now));
    }

    private static async Task<NoContent> DeleteAsync(string id, HttpContext http, Store store, CancellationToken cancel)
    {
        Webhook webhook = await FindAsync(store, http, id, cancel);
        await store.Webhooks.Where(w => w.Id == webhook.Id).ExecuteDeleteAsync(cancel);
        await store.WebhookDeliveries.Where(message => message.WebhookId == webhook.Id).ExecuteDeleteAsync(cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<WebhookView>> RotateAsync(string id, SecretRequest request, HttpContext http, Store store, TimeProvider clock, CancellationToken cancel)
    {
        Webhook webhook = await FindAsync(store, http, id, cancel);
        if (!(request.EarlierHours is >= 0 and <= LongestEarlierHours))
        {
            throw ApiException.Impossible("/earlierHours", $"The earlier secret signs for 0 to {LongestEarlierHours} hours more.");
        }

        DateTimeOffset now = clock.GetUtcNow();
        store.Attach(webhook); // only what is changed here is written
        (webhook.EarlierSecret, webhook.EarlierUntil, webhook.Secret) = (webhook.Secret, now.AddHours(request.EarlierHours).ToUnixTimeMilliseconds(), WebhookSecret.New());
        await store.SaveChangesAsync(cancel);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(WebhookView.Of(webhook, now) with { Secret = webhook.Secret });
    }

    private static async Task<Accepted<DeliveryView>> TestAsync(string id, HttpContext http, Store store, JobBell bell, TimeProvider clock, CancellationToken cancel)
    {
        Webhook webhook = await FindAsync(store, http, id, cancel);
        WebhookDelivery message = Outbox.Message(webhook, WebhookEvent.Test, new { WebhookId = webhook.Id }, clock.GetUtcNow().ToUnixTimeMilliseconds(), jobId: null);
        store.WebhookDeliveries.Add(message);
        await store.SaveChangesAsync(cancel);
        bell.Ring();
        return TypedResults.Accepted($"/v1/webhooks/{webhook.Id}/deliveries", DeliveryView.Of(message));
    }

    private static async Task<Ok<Page<DeliveryView>>> DeliveriesAsync(string id, HttpContext http, Store store, CancellationToken cancel, int limit = Paging.Usual, string? after = null)
    {
        Webhook webhook = await FindAsync(store, http, id, cancel);
        IQueryable<WebhookDelivery> messages = store.WebhookDeliveries.AsNoTracking().Where(message => message.WebhookId == webhook.Id);
        if (Paging.After(after) is { } last)
        {
            messages = messages.Where(message => message.Created < last.Created || (message.Created == last.Created && string.Compare(message.Id, last.Id) > 0));
        }

        WebhookDelivery[] found = await messages.OrderByDescending(message => message.Created).ThenBy(message => message.Id).Take(Paging.Limit(limit) + 1).ToArrayAsync(cancel);
        return TypedResults.Ok(Paging.Of(found, limit, DeliveryView.Of, message => (message.Created, message.Id)));
    }

    private static async Task<Accepted<DeliveryView>> RedeliverAsync(string id, string delivery, HttpContext http, Store store, JobBell bell, TimeProvider clock, CancellationToken cancel)
    {
        Webhook webhook = await FindAsync(store, http, id, cancel);
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        IQueryable<WebhookDelivery> message = store.WebhookDeliveries.Where(m => m.Id == delivery && m.WebhookId == webhook.Id);
        // One that is being sent just now is left alone: it is under way already.
        await message.Where(m => m.LeaseToken == null).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, DeliveryState.Waiting).SetProperty(m => m.Due, now).SetProperty(m => m.Attempt, 0).SetProperty(m => m.Ended, (long?)null), cancel);
        WebhookDelivery again = await message.AsNoTracking().SingleOrDefaultAsync(cancel) ?? throw ApiException.NotFound("delivery");
        bell.Ring();
        return TypedResults.Accepted($"/v1/webhooks/{webhook.Id}/deliveries", DeliveryView.Of(again));
    }

    private static async Task<Webhook> FindAsync(Store store, HttpContext http, string id, CancellationToken cancel)
    {
        string account = Caller.AccountId(http);
        return await store.Webhooks.AsNoTracking().SingleOrDefaultAsync(webhook => webhook.Id == id && webhook.AccountId == account, cancel) ?? throw ApiException.NotFound("webhook");
    }

    private static string Events(WebhookRequest request) => string.Join(' ', request.Events.Distinct().Order());

    private static void Check(WebhookRequest request, ServiceSettings settings)
    {
        if (WebhookAddress.Problem(request.Url, settings) is { } problem)
        {
            throw ApiException.Impossible("/url", problem);
        }

        if (request.Events.Count == 0 || request.Events.Contains(WebhookEvent.Test))
        {
            throw ApiException.Impossible("/events", "Say what is to be told: job.succeeded, job.failed, job.canceled. A test comes when it is asked for.");
        }
    }
}
