namespace Lacquer.Server.Storage;

/// <summary>What one person with a link thinks of a revision; whoever changes their mind replaces it.</summary>
internal sealed class Approval
{
    public required string ShareId { get; init; }

    public required int Revision { get; init; }

    /// <summary>The name that was given; nobody has checked it.</summary>
    public required string Name { get; init; }

    public required string MasterId { get; init; }

    public required ApprovalVerdict Verdict { get; set; }

    public required long Created { get; set; }
}
