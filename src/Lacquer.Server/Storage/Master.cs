namespace Lacquer.Server.Storage;

/// <summary>A mix that is being mastered: its revisions hang on it.</summary>
internal sealed class Master
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required string UploadId { get; init; }

    public required string Name { get; set; }

    public required long Created { get; init; }

    public List<Revision> Revisions { get; } = [];
}
