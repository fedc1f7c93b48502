namespace Lacquer.Server.Storage;

/// <summary>A link by which others hear a master. Only a hash of its token is kept.</summary>
internal sealed class Share
{
    public required string Id { get; init; }

    public required string MasterId { get; init; }

    public required string TokenHash { get; init; }

    /// <summary>For whom it is, so that its owner can tell links apart; may be empty.</summary>
    public required string Name { get; init; }

    public required bool MayComment { get; init; }

    public required bool MayApprove { get; init; }

    public required long Created { get; init; }

    public required long Expires { get; init; }
}
