namespace Lacquer.Server.Api;

/// <summary>One file that another tool can read.</summary>
internal sealed record HandoverFile
{
    public required string Name { get; init; }

    public required string About { get; init; }

    /// <summary>Its address.</summary>
    public required string Url { get; init; }
}
