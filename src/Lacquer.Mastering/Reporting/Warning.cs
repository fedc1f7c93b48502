namespace Lacquer.Mastering.Reporting;

/// <summary>Something the user should know about this master.</summary>
public sealed record Warning
{
    /// <summary>Stable code in camel case, see docs/fault-codes.md.</summary>
    public required string Code { get; init; }

    /// <summary>What it means, in one sentence.</summary>
    public required string Message { get; init; }
}
