using Lacquer.Server.Storage;
using Lacquer.Server.Webhooks;

namespace Lacquer.Server.Api;

/// <summary>A webhook as the API shows it.</summary>
internal sealed record WebhookView
{
    public required string Id { get; init; }

    public required string Url { get; init; }

    public required IReadOnlyList<WebhookEvent> Events { get; init; }

    /// <summary>Whether it is told.</summary>
    public required bool Active { get; init; }

    /// <summary>Why it is not, in words; null when it is.</summary>
    public required string? StopReason { get; init; }

    public required DateTimeOffset? StoppedAt { get; init; }

    /// <summary>The first attempt in vain since the last that succeeded; null when the last one did.</summary>
    public required DateTimeOffset? FailingSince { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when messages are signed with the earlier secret as well; null when they are not.</summary>
    public required DateTimeOffset? EarlierSecretUntil { get; init; }

    /// <summary>What messages are signed with, in the answer that makes it and never again.</summary>
    public string? Secret { get; init; }

    public static WebhookView Of(Webhook webhook, DateTimeOffset now) => new()
    {
        Id = webhook.Id,
        Url = webhook.Url,
        Events = Outbox.Events(webhook),
        Active = webhook.Stopped is null,
        StopReason = webhook.StopReason,
        StoppedAt = Time(webhook.Stopped),
        FailingSince = Time(webhook.FailingSince),
        CreatedAt = JobView.Time(webhook.Created),
        EarlierSecretUntil = webhook.EarlierUntil > now.ToUnixTimeMilliseconds() ? Time(webhook.EarlierUntil) : null,
    };

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } time ? JobView.Time(time) : null;
}
