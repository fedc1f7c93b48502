using Lacquer.Server.Accounts;
using Lacquer.Server.Storage;

namespace Lacquer.Server.Api;

/// <summary>An API key as the API shows it.</summary>
internal sealed record KeyView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Its first characters.</summary>
    public required string Prefix { get; init; }

    public required IReadOnlyList<Scope> Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the minute; null: never.</summary>
    public required DateTimeOffset? UsedAt { get; init; }

    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The key itself, in the answer that makes it and never again.</summary>
    public string? Key { get; init; }

    public static KeyView Of(ApiKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Prefix = key.Prefix,
        Scopes = ApiKeys.Scopes(key),
        CreatedAt = JobView.Time(key.Created),
        UsedAt = key.Used is { } used ? JobView.Time(used) : null,
        ExpiresAt = key.Expires is { } expires ? JobView.Time(expires) : null,
    };
}
