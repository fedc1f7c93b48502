namespace Lacquer.Server.Storage;

/// <summary>A login that holds. Kept here and not in the cookie, so that a logout ends it everywhere.</summary>
internal sealed class Session
{
    /// <summary>SHA-256 of the token in the cookie: who reads the database cannot log in with it.</summary>
    public required string TokenHash { get; init; }

    public required string AccountId { get; init; }

    public required long Created { get; init; }

    public required long Seen { get; set; }

    public required long Expires { get; set; }
}
