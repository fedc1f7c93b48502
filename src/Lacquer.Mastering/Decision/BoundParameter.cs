namespace Lacquer.Mastering.Decision;

/// <summary>One number of a settings record, by name.</summary>
/// <typeparam name="TSettings">The settings record.</typeparam>
internal sealed class BoundParameter<TSettings>(string name, double min, double max, double step, Func<TSettings, double> get, Func<TSettings, double, TSettings> set)
{
    /// <summary>Name in plans and on the command line; ends with the unit.</summary>
    public string Name { get; } = name;

    /// <summary>Lowest value that <see cref="Set"/> takes.</summary>
    public double Min { get; } = min;

    /// <summary>Highest value that <see cref="Set"/> takes.</summary>
    public double Max { get; } = max;

    /// <summary>See <see cref="StageParameter.Step"/>.</summary>
    public double Step { get; } = step;

    /// <summary>Reads it.</summary>
    public Func<TSettings, double> Get { get; } = get;

    /// <summary>A copy with another value; throws <see cref="ArgumentOutOfRangeException"/> outside the range.</summary>
    public Func<TSettings, double, TSettings> Set { get; } = set;
}
