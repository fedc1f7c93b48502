using Lacquer.Server.Webhooks;

namespace Lacquer.Server.Storage;

/// <summary>A message to one webhook: written with what it tells of, and sent until it has arrived.</summary>
internal sealed class WebhookDelivery
{
    /// <summary>The message's id too: whoever gets it twice knows it by that.</summary>
    public required string Id { get; init; }

    public required string WebhookId { get; init; }

    public required string AccountId { get; init; }

    /// <summary>The job it tells of, and is erased with; null for a test.</summary>
    public string? JobId { get; init; }

    public required WebhookEvent Event { get; init; }

    /// <summary>The message, to the letter.</summary>
    public required string Body { get; init; }

    public DeliveryState State { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempt { get; set; }

    /// <summary>When it is tried next; while it is being sent, when its sender is taken for dead.</summary>
    public required long Due { get; set; }

    /// <summary>Who sends it: whoever does not know this token any more changes nothing. Null when nobody does.</summary>
    public string? LeaseToken { get; set; }

    /// <summary>The last answer's HTTP status; null without one.</summary>
    public int? AnswerStatus { get; set; }

    /// <summary>What was wrong with the last attempt; null when nothing was.</summary>
    public string? Problem { get; set; }

    public required long Created { get; init; }

    public long? Attempted { get; set; }

    public long? Ended { get; set; }
}
