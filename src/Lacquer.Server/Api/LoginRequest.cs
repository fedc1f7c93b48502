namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/account/login.</summary>
internal sealed record LoginRequest
{
    public required string Email { get; init; }

    public required string Password { get; init; }
}
