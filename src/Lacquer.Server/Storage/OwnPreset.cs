namespace Lacquer.Server.Storage;

/// <summary>A preset that an account has saved.</summary>
internal sealed class OwnPreset
{
    public required string AccountId { get; init; }

    /// <summary>Lower case, digits and hyphens; no name that comes with the product.</summary>
    public required string Name { get; init; }

    /// <summary>The preset as JSON, as the command line reads it.</summary>
    public required string Text { get; set; }

    public required long Created { get; init; }
}
