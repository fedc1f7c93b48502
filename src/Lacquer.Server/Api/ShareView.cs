using Lacquer.Server.Storage;

namespace Lacquer.Server.Api;

/// <summary>A link to a master, for its owner.</summary>
internal sealed record ShareView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required bool MayComment { get; init; }

    public required bool MayApprove { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where the master is heard: only in the answer that made the link; null afterwards.</summary>
    public string? Url { get; init; }

    public static ShareView Of(Share share) => new()
    {
        Id = share.Id,
        Name = share.Name,
        MayComment = share.MayComment,
        MayApprove = share.MayApprove,
        CreatedAt = JobView.Time(share.Created),
        ExpiresAt = JobView.Time(share.Expires),
    };
}
