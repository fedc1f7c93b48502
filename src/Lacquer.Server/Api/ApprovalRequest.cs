using Lacquer.Server.Storage;

namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/shares/{token}/approval.</summary>
internal sealed record ApprovalRequest
{
    public required int Revision { get; init; }

    public required ApprovalVerdict Verdict { get; init; }

    /// <summary>Who says it. 1 to 80 characters.</summary>
    public required string Name { get; init; }
}
