namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/analyses.</summary>
internal sealed record AnalysisRequest
{
    /// <summary>The upload to measure.</summary>
    public required string UploadId { get; init; }
}
