using Lacquer.Dsp;
using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Filters;
using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Rendering;

/// <summary>Builds the processors of a plan. A stage with nothing to do does not exist; one with stretches has a variant for each.</summary>
internal sealed class ChainFactory
{
    private const double FadeSeconds = 0.05; // chosen: long enough not to click in the lows, short enough to sit on a beat

    private readonly double[] _starts;
    private readonly double[] _fades; // seconds, at each start
    private readonly ChainSettings[] _settings;
    private readonly List<StageReduction> _reductions = [];

    public ChainFactory(MasteringPlan plan)
    {
        _starts = [.. plan.Overrides.SelectMany(stretch => (double[])[stretch.FromSeconds, stretch.ToSeconds]).Append(0).Distinct().Order()];
        _fades = Array.ConvertAll(_starts, seconds => Fade(plan, seconds));
        _settings = Array.ConvertAll(_starts, seconds => ChainSettings.At(plan, seconds));
    }

    /// <summary>Clean-up and the spectral pass.</summary>
    public ProcessorChain FirstHalf() => new([.. Stage("cleanup", s => s.Cleanup, s => s.IsNeutral, s => new CleanupProcessor(s)), .. Stage("spectral", s => s.Spectral, s => s.IsNeutral, s => new SpectralProcessor(s))]);

    /// <summary>Everything in the time domain before the limiter.</summary>
    public ProcessorChain SecondHalf() => new(
    [
        .. Stage("compressor", s => s.Compressor, s => s.IsNeutral, s => new Compressor(s)),
        .. Stage("deesser", s => s.DeEsser, s => s.IsNeutral, s => new DeEsser(s)),
        .. Stage("saturation", s => s.Saturation, s => s.IsNeutral, s => new Saturation(s)),
    ]);

    /// <summary>Gain and limiter.</summary>
    public ProcessorChain Loudness() => new([.. Stage("loudness", s => s.Loudness, _ => false, s => new Limiter(s))]);

    /// <summary>The loudness settings at the beginning of the track: what the gain is found for.</summary>
    public LimiterSettings BaseLoudness => _settings[0].Loudness;

    /// <summary>Gain reduction of each stage that reports any, by stage name, first variant. Valid while rendering.</summary>
    public Dictionary<string, IReportsGainReduction> GainReducers { get; } = [];

    /// <summary>Gain reduction over time of every stage built so far that can turn down. Valid after rendering.</summary>
    /// <param name="durationSeconds">Length of what was rendered.</param>
    public GainReductionCurve[] ReductionCurves(double durationSeconds) => [.. _reductions.Select(reduction => reduction.Curve(durationSeconds))];

    /// <summary>The shortest of the cross-fades that meet here: a border set by hand stays where it was set.</summary>
    private static double Fade(MasteringPlan plan, double seconds) =>
        plan.Overrides.Where(stretch => stretch.FromSeconds == seconds || stretch.ToSeconds == seconds)
            .Select(stretch => stretch.FadeSeconds ?? FadeSeconds)
            .DefaultIfEmpty(FadeSeconds)
            .Min();

    private List<IAudioProcessor> Stage<T>(string name, Func<ChainSettings, T> pick, Func<T, bool> isNeutral, Func<T, IAudioProcessor> make)
        where T : class
    {
        var variants = new List<T>();
        var starts = new List<double>();
        var fades = new List<double>();
        var schedule = new List<int>();
        for (int i = 0; i < _starts.Length; i++)
        {
            T settings = pick(_settings[i]);
            int variant = variants.IndexOf(settings);
            if (variant < 0)
            {
                variant = variants.Count;
                variants.Add(settings);
            }

            if (schedule.Count == 0 || schedule[^1] != variant)
            {
                starts.Add(_starts[i]);
                fades.Add(_fades[i]);
                schedule.Add(variant);
            }
        }

        if (variants.TrueForAll(settings => isNeutral(settings)))
        {
            return [];
        }

        var processors = new List<IAudioProcessor>();
        foreach (T settings in variants)
        {
            IAudioProcessor processor = isNeutral(settings) ? new DelayLine(0) : make(settings);
            if (processor is IReportsGainReduction reports)
            {
                GainReducers.TryAdd(name, reports);
            }

            processors.Add(processor);
        }

        var sections = new SectionSchedule { StartSeconds = [.. starts], Variant = [.. schedule], FadeSeconds = [.. fades] };
        _reductions.AddRange(StageReduction.Of(name, processors, sections));
        return variants.Count == 1 ? processors : [new SectionedProcessor(processors, sections)];
    }
}
