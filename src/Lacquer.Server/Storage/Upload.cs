namespace Lacquer.Server.Storage;

/// <summary>A file that is arriving or has arrived. Its bytes lie in parts, one after the other.</summary>
internal sealed class Upload
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>The name it had with its owner, for showing only.</summary>
    public required string Name { get; init; }

    /// <summary>What the sender said of a resumable upload, as it came; null: nothing.</summary>
    public string? Metadata { get; init; }

    /// <summary>Bytes announced.</summary>
    public required long Length { get; init; }

    /// <summary>Bytes that are stored for certain.</summary>
    public long Received { get; set; }

    public required long Created { get; init; }

    /// <summary>When an unfinished one is thrown away.</summary>
    public required long Expires { get; set; }

    public List<UploadPart> Parts { get; } = [];

    public bool IsComplete => Received == Length;
}
