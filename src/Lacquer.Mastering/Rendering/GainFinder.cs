using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Units;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Rendering;

/// <summary>Finds the gain of the loudness stage from the forecast, before a sample of the master is written.</summary>
public static class GainFinder
{
    /// <summary>The gain that meets the plan's target.</summary>
    /// <exception cref="PlanException">No gain reaches a loudness that was asked for by number: the ceiling makes it impossible.</exception>
    public static GainChoice Find(PreparedMix mix, MasteringPlan plan)
    {
        LimiterSettings settings = new ChainFactory(plan).BaseLoudness;
        StagePlan stage = plan.Stage(StageCatalogue.Loudness.Name);
        if (stage.Bypassed)
        {
            return Expect(mix, settings, 0);
        }

        if (stage.Parameters.TryGetValue(StageCatalogue.GainParameter, out double given))
        {
            return Expect(mix, settings, given);
        }

        if (plan.Target.SamplePeakDbfs is { } peakDbfs)
        {
            double gainDb = mix.SamplePeak > 0 ? peakDbfs - (20 * Math.Log10(mix.SamplePeak)) : 0;
            return Expect(mix, settings, Math.Round(Math.Clamp(gainDb, -60, 60) - 0.005, 2));
        }

        return ForLoudness(mix, settings, plan.Target);
    }

    private static GainChoice ForLoudness(PreparedMix mix, LimiterSettings settings, PlanTarget target)
    {
        double wanted = target.LoudnessLufs ?? throw new PlanException("the plan has neither a loudness nor a gain; set loudness.gainDb.");
        double gainDb = mix.Forecast.GainForLoudness(settings, new Lufs(wanted));
        if (target.IsExact)
        {
            return double.IsNaN(gainDb)
                ? throw new PlanException(
                    $"{wanted:0.0} LUFS cannot be reached under a ceiling of {target.CeilingDbtp:0.0} dBTP with this track; ask for less loudness or a higher ceiling.")
                : Expect(mix, settings, gainDb);
        }

        double budgetGainDb = mix.Forecast.GainForReduction(settings, target.BudgetDb);
        bool heldBack = double.IsNaN(gainDb) || budgetGainDb < gainDb;
        return Expect(mix, settings, heldBack ? budgetGainDb : gainDb) with { HeldBack = heldBack };
    }

    private static GainChoice Expect(PreparedMix mix, LimiterSettings settings, double gainDb)
    {
        LimiterPrediction prediction = mix.Forecast.Predict(settings with { GainDb = gainDb });
        return new GainChoice
        {
            GainDb = gainDb,
            ExpectedLufs = prediction.Integrated.Value,
            ExpectedReductionDb = prediction.MaxMeanReductionDb,
        };
    }
}
