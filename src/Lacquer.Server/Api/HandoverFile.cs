namespace Lacquer.Server.Api;

/// <summary>One file that another tool can read.</summary>
internal sealed record HandoverFile
{
    public required string Name { get; init; }

    public required string About { get; init; }

    /// <summary>What of the master it does not hold, each in a few words; empty where it holds all.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Its address.</summary>
    public required string Url { get; init; }
}
