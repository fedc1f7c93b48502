using Lacquer.Server.Webhooks;

namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/webhooks and PUT /v1/webhooks/{id}.</summary>
internal sealed record WebhookRequest
{
    /// <summary>Where to: an address of the public Internet that begins with https.</summary>
    public required string Url { get; init; }

    /// <summary>What is told: job.succeeded, job.failed, job.canceled.</summary>
    public required IReadOnlyList<WebhookEvent> Events { get; init; }

    /// <summary>Whether it is told at all. Default yes; yes also switches on again what was switched off because nothing arrived.</summary>
    public bool Active { get; init; } = true;
}
