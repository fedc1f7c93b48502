namespace Lacquer.Mastering.Decision;

/// <summary>One parameter, or the target, that differs between two plans.</summary>
public sealed record PlanChange
{
    /// <summary>Name of the stage; <c>target</c> for what the master is to measure.</summary>
    public required string Stage { get; init; }

    /// <summary>Name of the parameter.</summary>
    public required string Parameter { get; init; }

    /// <summary>Value before, in the parameter's unit; null: it was found while rendering.</summary>
    public required double? Before { get; init; }

    /// <summary>Value after; null: it is found while rendering.</summary>
    public required double? After { get; init; }

    /// <summary>Start of the stretch in which it differs, in seconds; null: the whole track.</summary>
    public double? FromSeconds { get; init; }

    /// <summary>End of that stretch, in seconds.</summary>
    public double? ToSeconds { get; init; }
}
