namespace Lacquer.Mastering.Decision;

/// <summary>Binds a stage's parameters, which are plain numbers by name, to its settings record, which checks their ranges.</summary>
/// <typeparam name="TSettings">The settings record.</typeparam>
public sealed class StageBinding<TSettings> : StageDefinition
    where TSettings : class
{
    private readonly TSettings _neutral;
    private readonly Func<TSettings, bool> _isNeutral;
    private readonly BoundParameter<TSettings>[] _parameters;

    internal StageBinding(
        string name, string meaning, TSettings neutral, Func<TSettings, bool> isNeutral, bool allowsTimeRange, BoundParameter<TSettings>[] parameters)
        : base(name, meaning, allowsTimeRange)
    {
        _neutral = neutral;
        _isNeutral = isNeutral;
        _parameters = parameters;
        ParameterNames = Array.ConvertAll(parameters, parameter => parameter.Name);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<StageParameter> Parameters => Array.ConvertAll(_parameters, parameter => new StageParameter
    {
        Name = parameter.Name,
        Min = parameter.Min,
        Max = parameter.Max,
        Unit = ParameterUnit.Of(parameter.Name),
        Step = parameter.Step,
        Neutral = parameter.Get(_neutral),
    });

    /// <inheritdoc/>
    public override SortedDictionary<string, double> NeutralParameters() => Read(_neutral);

    /// <inheritdoc/>
    public override bool IsNeutral(IReadOnlyDictionary<string, double> parameters) => _isNeutral(Build(parameters));

    /// <inheritdoc/>
    public override void Check(string parameter, double value) => Set(_neutral, Find(parameter), value);

    /// <summary>The settings as parameters by name.</summary>
    public SortedDictionary<string, double> Read(TSettings settings)
    {
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (BoundParameter<TSettings> parameter in _parameters)
        {
            values[parameter.Name] = parameter.Get(settings);
        }

        return values;
    }

    /// <summary>The settings that these parameters stand for; what is missing stays neutral.</summary>
    /// <exception cref="PlanException">A parameter does not exist or is out of range.</exception>
    public TSettings Build(IReadOnlyDictionary<string, double> parameters)
    {
        TSettings settings = _neutral;
        foreach ((string name, double value) in parameters)
        {
            settings = Set(settings, Find(name), value);
        }

        return settings;
    }

    private BoundParameter<TSettings> Find(string name)
    {
        foreach (BoundParameter<TSettings> parameter in _parameters)
        {
            if (parameter.Name == name)
            {
                return parameter;
            }
        }

        throw new PlanException($"stage {Name} has no parameter '{name}'; it has {string.Join(", ", ParameterNames)}.");
    }

    private TSettings Set(TSettings settings, BoundParameter<TSettings> parameter, double value)
    {
        try
        {
            return parameter.Set(settings, value);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // The settings' own check names its property; the user knows the parameter.
            string range = e.Message.Split(" (Parameter", 2)[0].Replace(e.ParamName ?? "", "it", StringComparison.Ordinal);
            throw new PlanException($"{Name}.{parameter.Name} cannot be {value}: {range}", e);
        }
    }
}
