namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/account.</summary>
internal sealed record SignUpRequest
{
    public required string Email { get; init; }

    /// <summary>At least 10 characters, at most 200.</summary>
    public required string Password { get; init; }

    /// <summary>How the account is called; left out: what stands before the @.</summary>
    public string? Name { get; init; }
}
