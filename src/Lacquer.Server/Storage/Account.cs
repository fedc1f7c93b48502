namespace Lacquer.Server.Storage;

/// <summary>Somebody whom uploads and masters belong to.</summary>
internal sealed class Account
{
    /// <summary>The one account of a service without login.</summary>
    public const string LocalId = "local";

    public required string Id { get; init; }

    public required string Name { get; set; }

    public required long Created { get; init; }
}
