namespace Lacquer.Mastering.Decision;

/// <summary>A stage of the chain as the plan sees it: its name and its parameters.</summary>
public abstract class StageDefinition
{
    private protected StageDefinition(string name, string meaning, bool allowsTimeRange)
    {
        Name = name;
        Meaning = meaning;
        AllowsTimeRange = allowsTimeRange;
    }

    /// <summary>Name as used in plans and on the command line.</summary>
    public string Name { get; }

    /// <summary>What it is for, in a few words.</summary>
    public string Meaning { get; }

    /// <summary>Whether parameters may differ for a stretch of time.</summary>
    public bool AllowsTimeRange { get; }

    /// <summary>Names of all parameters, in order.</summary>
    public abstract IReadOnlyList<string> ParameterNames { get; }

    /// <summary>All parameters with their ranges, in order.</summary>
    public abstract IReadOnlyList<StageParameter> Parameters { get; }

    /// <summary>The settings that do nothing, as parameters.</summary>
    public abstract SortedDictionary<string, double> NeutralParameters();

    /// <summary>Whether these parameters leave the sound as it is.</summary>
    public abstract bool IsNeutral(IReadOnlyDictionary<string, double> parameters);

    /// <summary>Checks one value against the range that the stage's settings state.</summary>
    /// <exception cref="PlanException">There is no such parameter, or the value is out of its range.</exception>
    public abstract void Check(string parameter, double value);
}
