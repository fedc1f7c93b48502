namespace Lacquer.Server.Api;

/// <summary>A page of a list.</summary>
internal sealed record Page<T>
{
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>What to give as <c>after</c> for the next page; null on the last.</summary>
    public required string? Next { get; init; }
}
