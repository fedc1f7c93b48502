namespace Lacquer.Server.Storage;

/// <summary>A key that a program uses in place of a login.</summary>
internal sealed class ApiKey
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Its first characters, to recognise it by.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the key. It holds 256 random bits: nobody guesses it, a slow hash would add nothing.</summary>
    public required string SecretHash { get; init; }

    /// <summary>What it may do, with spaces between.</summary>
    public required string Scopes { get; init; }

    public required long Created { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public long? Used { get; set; }

    /// <summary>When it ends; null: never.</summary>
    public long? Expires { get; init; }
}
