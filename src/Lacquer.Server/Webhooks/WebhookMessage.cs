namespace Lacquer.Server.Webhooks;

/// <summary>What is sent, as JSON.</summary>
/// <typeparam name="T">What it tells of.</typeparam>
internal sealed record WebhookMessage<T>
{
    public required WebhookEvent Type { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    public required T Data { get; init; }
}
