namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/references.</summary>
internal sealed record ReferenceRequest
{
    /// <summary>The upload to measure.</summary>
    public required string UploadId { get; init; }

    /// <summary>What to call it; left out: the upload's name.</summary>
    public string? Name { get; init; }
}
