namespace Lacquer.Server.Jobs;

/// <summary>What a job left.</summary>
internal sealed record JobResult
{
    /// <summary>Its files.</summary>
    public required IReadOnlyList<JobFile> Files { get; init; }
}
