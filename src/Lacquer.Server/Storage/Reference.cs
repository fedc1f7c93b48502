namespace Lacquer.Server.Storage;

/// <summary>What masters can be drawn towards: the numbers of a track, not its sound.</summary>
internal sealed class Reference
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required string Name { get; init; }

    /// <summary>The upload it was measured on; null once that is erased.</summary>
    public string? UploadId { get; set; }

    /// <summary>The job that measures it.</summary>
    public required string JobId { get; init; }

    /// <summary>The profile as JSON; null until it is measured.</summary>
    public string? Profile { get; set; }

    public required long Created { get; init; }

    public Job? Job { get; init; }
}
