using Lacquer.Server.Jobs;

namespace Lacquer.Server.Work;

/// <summary>A request to the process that works on a mix: one line of JSON.</summary>
internal sealed record DeskRequest
{
    public required DeskTask Task { get; init; }

    /// <summary>Path of the mix.</summary>
    public required string Input { get; init; }

    /// <summary>Folder that takes what is made.</summary>
    public required string Folder { get; init; }

    public required JobWork Work { get; init; }
}
