namespace Lacquer.Server.Jobs;

/// <summary>A file that a job left.</summary>
internal sealed record JobFile
{
    /// <summary>Name within the job, as in <c>audio.wav</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is stored.</summary>
    public required string Key { get; init; }

    public required long Length { get; init; }
}
