using Lacquer.Server.Storage;
using Lacquer.Server.Webhooks;

namespace Lacquer.Server.Api;

/// <summary>A message to a webhook as the API shows it.</summary>
internal sealed record DeliveryView
{
    /// <summary>Its id, which its receiver sees as webhook-id.</summary>
    public required string Id { get; init; }

    public required WebhookEvent Event { get; init; }

    /// <summary>The job it tells of; null for a test.</summary>
    public required string? JobId { get; init; }

    public required DeliveryState State { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>HTTP status of the last answer; null without one.</summary>
    public required int? AnswerStatus { get; init; }

    /// <summary>What was wrong with the last attempt, in words; null when nothing was.</summary>
    public required string? Problem { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? AttemptedAt { get; init; }

    /// <summary>When it is tried next; null when it is not.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    public static DeliveryView Of(WebhookDelivery message) => new()
    {
        Id = message.Id,
        Event = message.Event,
        JobId = message.JobId,
        State = message.State,
        Attempts = message.Attempt,
        AnswerStatus = message.AnswerStatus,
        Problem = message.Problem,
        CreatedAt = JobView.Time(message.Created),
        AttemptedAt = message.Attempted is { } attempted ? JobView.Time(attempted) : null,
        NextAttemptAt = message.State == DeliveryState.Waiting && message.LeaseToken is null ? JobView.Time(message.Due) : null,
    };
}
