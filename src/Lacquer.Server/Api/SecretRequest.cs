namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/webhooks/{id}/secret.</summary>
internal sealed record SecretRequest
{
    /// <summary>Hours for which the earlier secret signs as well, so that a receiver can change over. 0 to 168, default 24.</summary>
    public double EarlierHours { get; init; } = 24;
}
