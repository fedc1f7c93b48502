using Lacquer.Server.Accounts;

namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/account/keys.</summary>
internal sealed record KeyRequest
{
    /// <summary>What the key is for, in your words.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>When it ends; left out: when it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
