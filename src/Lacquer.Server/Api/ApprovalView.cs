using Lacquer.Server.Storage;

namespace Lacquer.Server.Api;

/// <summary>What somebody said to a revision.</summary>
internal sealed record ApprovalView
{
    /// <summary>The link it came by; null for listeners.</summary>
    public required string? ShareId { get; init; }

    public required int Revision { get; init; }

    public required ApprovalVerdict Verdict { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static ApprovalView Of(Approval approval) => new()
    {
        ShareId = approval.ShareId,
        Revision = approval.Revision,
        Verdict = approval.Verdict,
        Name = approval.Name,
        CreatedAt = JobView.Time(approval.Created),
    };
}
