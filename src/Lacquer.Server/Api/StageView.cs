namespace Lacquer.Server.Api;

/// <summary>A stage of the chain.</summary>
internal sealed record StageView
{
    public required string Name { get; init; }

    public required string About { get; init; }

    /// <summary>Whether its parameters may differ for a stretch of time.</summary>
    public required bool AllowsTimeRange { get; init; }

    /// <summary>Names of the parameters, as in STAGE.PARAM=VALUE.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>The same parameters with their ranges, units and steps.</summary>
    public required IReadOnlyList<ParameterView> Ranges { get; init; }
}
