using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Filters;
using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Rendering;

/// <summary>A plan's parameters as the settings of the processors, for one moment of the track. A stage that is off is neutral.</summary>
internal sealed record ChainSettings
{
    public required CleanupSettings Cleanup { get; init; }

    public required SpectralSettings Spectral { get; init; }

    public required CompressorSettings Compressor { get; init; }

    public required DeEsserSettings DeEsser { get; init; }

    public required SaturationSettings Saturation { get; init; }

    public required LimiterSettings Loudness { get; init; }

    /// <summary>The settings with the overrides that hold at a moment.</summary>
    public static ChainSettings At(MasteringPlan plan, double seconds)
    {
        return new ChainSettings
        {
            Cleanup = Build(plan, StageCatalogue.Cleanup, seconds),
            Spectral = new SpectralSettings
            {
                Equalizer = Build(plan, StageCatalogue.Equalizer, seconds),
                Resonance = Build(plan, StageCatalogue.Resonance, seconds),
                Dynamics = Build(plan, StageCatalogue.Dynamics, seconds),
                Image = Build(plan, StageCatalogue.Image, seconds),
            },
            Compressor = Build(plan, StageCatalogue.Compressor, seconds),
            DeEsser = Build(plan, StageCatalogue.DeEsser, seconds),
            Saturation = Build(plan, StageCatalogue.Saturation, seconds),
            Loudness = Loud(plan, seconds),
        };
    }

    private static T Build<T>(MasteringPlan plan, StageBinding<T> binding, double seconds)
        where T : class
    {
        StagePlan stage = plan.Stage(binding.Name);
        if (stage.Bypassed || !stage.Active)
        {
            return binding.Build(binding.NeutralParameters());
        }

        foreach (SectionOverride stretch in plan.Overrides)
        {
            if (stretch.Stage == binding.Name && seconds >= stretch.FromSeconds && seconds < stretch.ToSeconds)
            {
                stage = stage.With(stretch.Parameter, stretch.Value);
            }
        }

        return binding.Build(stage.Parameters);
    }

    /// <summary>The loudness stage switched off is no gain and no limiter.</summary>
    private static LimiterSettings Loud(MasteringPlan plan, double seconds) =>
        plan.Stage(StageCatalogue.Loudness.Name).Bypassed
            ? new LimiterSettings { Enabled = false }
            : Build(plan, StageCatalogue.Loudness, seconds);
}
