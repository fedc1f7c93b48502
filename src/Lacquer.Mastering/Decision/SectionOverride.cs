namespace Lacquer.Mastering.Decision;

/// <summary>A parameter with another value for a stretch of the track.</summary>
public sealed record SectionOverride
{
    /// <summary>Name of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Name of the parameter.</summary>
    public required string Parameter { get; init; }

    /// <summary>Value inside the stretch, in the parameter's unit.</summary>
    public required double Value { get; init; }

    /// <summary>Start in seconds, ≥ 0.</summary>
    public required double FromSeconds { get; init; }

    /// <summary>End in seconds, after the start.</summary>
    public required double ToSeconds { get; init; }
}
