namespace Lacquer.Mastering.Decision;

/// <summary>One stage of the chain: what it is set to, and why.</summary>
public sealed record StagePlan
{
    /// <summary>Name of the stage, see <see cref="StageCatalogue"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the stage changes anything.</summary>
    public bool Active { get; init; }

    /// <summary>Switched off by hand; stays off whatever is decided.</summary>
    public bool Bypassed { get; init; }

    /// <summary>Every parameter by name, in the unit its name ends with; switches are 0 and 1.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>Names of the parameters that were set by hand; nothing overrides them.</summary>
    public IReadOnlyList<string> SetByHand { get; init; } = [];

    /// <summary>Each move in words, with the measurement that caused it.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The measurements behind the moves, in numbers.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
}
