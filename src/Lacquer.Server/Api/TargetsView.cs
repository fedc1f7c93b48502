namespace Lacquer.Server.Api;

/// <summary>Delivery targets.</summary>
internal sealed record TargetsView
{
    /// <summary>Month in which they were looked up, as in 2026-11.</summary>
    public required string AsOf { get; init; }

    public required IReadOnlyList<TargetView> Targets { get; init; }
}
