namespace Lacquer.Server.Storage;

/// <summary>Somebody whom uploads and masters belong to.</summary>
internal sealed class Account
{
    /// <summary>The one account of a service without login.</summary>
    public const string LocalId = "local";

    public required string Id { get; init; }

    public required string Name { get; set; }

    public required long Created { get; init; }

    /// <summary>As its owner writes it; null for the local one.</summary>
    public string? Email { get; set; }

    /// <summary>As it is compared.</summary>
    public string? NormalizedEmail { get; set; }

    /// <summary>Null: nobody can log in.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public int AccessFailedCount { get; set; }

    /// <summary>No password is right before this time.</summary>
    public long? LockoutEnd { get; set; }

    /// <summary>Name of its plan; null: no limits.</summary>
    public string? Plan { get; set; }
}
