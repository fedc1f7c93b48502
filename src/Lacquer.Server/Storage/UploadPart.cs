namespace Lacquer.Server.Storage;

/// <summary>A run of an upload's bytes, stored as an object.</summary>
internal sealed class UploadPart
{
    public required string UploadId { get; init; }

    /// <summary>Where in the upload it begins.</summary>
    public required long Start { get; init; }

    public required long Length { get; init; }

    public required string Key { get; init; }
}
