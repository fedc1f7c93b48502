namespace Lacquer.Server.Storage;

/// <summary>What links are signed with. In the database, so that all machines know the same.</summary>
internal sealed class LinkKey
{
    /// <summary>As the configuration names it.</summary>
    public required string Name { get; init; }

    /// <summary>256 random bits in base64.</summary>
    public required string Secret { get; init; }

    public required long Created { get; init; }
}
