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

    /// <summary>The same stage with one parameter set.</summary>
    public StagePlan With(string parameter, double value)
    {
        SortedDictionary<string, double> parameters = CopyOfParameters();
        parameters[parameter] = value;
        return this with { Parameters = parameters };
    }

    /// <summary>The same stage without a value for one parameter: it is found while rendering.</summary>
    public StagePlan Without(string parameter)
    {
        SortedDictionary<string, double> parameters = CopyOfParameters();
        parameters.Remove(parameter);
        return this with { Parameters = parameters };
    }

    private SortedDictionary<string, double> CopyOfParameters()
    {
        var copy = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach ((string name, double value) in Parameters)
        {
            copy[name] = value;
        }

        return copy;
    }
}
