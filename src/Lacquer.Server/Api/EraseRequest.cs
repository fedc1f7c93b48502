namespace Lacquer.Server.Api;

/// <summary>The body of DELETE /v1/account.</summary>
internal sealed record EraseRequest
{
    /// <summary>Asked for again: what follows cannot be undone.</summary>
    public required string Password { get; init; }
}
