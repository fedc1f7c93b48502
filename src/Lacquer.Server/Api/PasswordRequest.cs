namespace Lacquer.Server.Api;

/// <summary>The body of PUT /v1/account/password.</summary>
internal sealed record PasswordRequest
{
    public required string Current { get; init; }

    /// <summary>At least 10 characters, at most 200.</summary>
    public required string Next { get; init; }
}
