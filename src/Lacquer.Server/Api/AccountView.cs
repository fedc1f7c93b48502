namespace Lacquer.Server.Api;

/// <summary>Who the caller is.</summary>
internal sealed record AccountView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Null without a login.</summary>
    public required string? Email { get; init; }

    /// <summary>Whether the service asks for a login. Without one, everybody who reaches it is the same person.</summary>
    public required bool Login { get; init; }

    /// <summary>Largest upload, in bytes.</summary>
    public required long MaxUploadBytes { get; init; }

    /// <summary>Name of the plan; null: no limits.</summary>
    public required string? Plan { get; init; }

    public required LimitsView Limits { get; init; }

    public required UseView Use { get; init; }
}
