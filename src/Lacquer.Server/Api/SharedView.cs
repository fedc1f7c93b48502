namespace Lacquer.Server.Api;

/// <summary>What a link to a master opens.</summary>
internal sealed record SharedView
{
    /// <summary>The song's name.</summary>
    public required string Name { get; init; }

    public required bool MayComment { get; init; }

    public required bool MayApprove { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Address of the mix.</summary>
    public required string Mix { get; init; }

    /// <summary>Those that are made, oldest first.</summary>
    public required IReadOnlyList<SharedRevisionView> Revisions { get; init; }

    /// <summary>What was said by this link, in the order of the song.</summary>
    public required IReadOnlyList<CommentView> Comments { get; init; }

    /// <summary>What was said by this link, oldest first.</summary>
    public required IReadOnlyList<ApprovalView> Approvals { get; init; }
}
