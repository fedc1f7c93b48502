using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Units;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Rendering;

/// <summary>Finds the gain of the loudness stage from the forecast, before a sample of the master is written.</summary>
public static class GainFinder
{
    private const double BudgetMarginDb = 0.05; // the forecast is good to 0.02 dB
    private const double MaxGainDb = 60; // range of LimiterSettings.GainDb
    private const double NearEnoughLu = 0.1;

    /// <summary>The gain that meets the plan's target.</summary>
    /// <exception cref="PlanException">No gain reaches a loudness that was asked for by number: the ceiling makes it impossible.</exception>
    public static GainChoice Find(PreparedMix mix, MasteringPlan plan)
    {
        LimiterSettings settings = new ChainFactory(plan).BaseLoudness;
        StagePlan stage = plan.Stage(StageCatalogue.Loudness.Name);
        if (stage.Bypassed)
        {
            return Expect(mix.Forecast, settings, 0);
        }

        if (stage.Parameters.TryGetValue(StageCatalogue.GainParameter, out double given))
        {
            return mix.Unlevelled is { } plain ? WithSections(mix, settings, Expect(plain, settings, given)) : Expect(mix.Forecast, settings, given);
        }

        if (plan.Target.SamplePeakDbfs is { } peakDbfs)
        {
            double gainDb = mix.SamplePeak > 0 ? peakDbfs - (20 * Math.Log10(mix.SamplePeak)) : 0;
            return Expect(mix.Forecast, settings, Math.Round(Math.Clamp(gainDb, -60, 60) - 0.005, 2));
        }

        return mix.Unlevelled is { } unlevelled && !plan.Target.IsExact
            ? WithSections(mix, settings, Noted(unlevelled, mix.SamplePeak, settings, plan.Target))
            : Noted(mix.Forecast, mix.SamplePeak, settings, plan.Target);
    }

    /// <summary>The gain of the sound without levels of sections, and what comes of it with them.</summary>
    private static GainChoice WithSections(PreparedMix mix, LimiterSettings settings, GainChoice without)
    {
        LimiterPrediction with = mix.Forecast.Predict(settings with { GainDb = without.GainDb });
        double lufs = with.Integrated.Value;
        return without with
        {
            ExpectedLufs = lufs,
            ExpectedReductionDb = with.MaxMeanReductionDb,
            SectionLu = double.IsFinite(lufs - without.ExpectedLufs) ? lufs - without.ExpectedLufs : 0,
        };
    }

    /// <summary>A note's louder or quieter counts from what there would be without it, held back by the budget or not.</summary>
    private static GainChoice Noted(LimiterForecast forecast, double samplePeak, LimiterSettings settings, PlanTarget target)
    {
        if (target.NoteLu == 0 || target.IsExact || target.LoudnessLufs is not { } lufs)
        {
            return ForLoudness(forecast, samplePeak, settings, target);
        }

        GainChoice without = ForLoudness(forecast, samplePeak, settings, target with { LoudnessLufs = lufs - target.NoteLu, NoteBudgetDb = 0 });
        if (!double.IsFinite(without.ExpectedLufs))
        {
            return without;
        }

        GainChoice with = ForLoudness(forecast, samplePeak, settings, target with { LoudnessLufs = without.ExpectedLufs + target.NoteLu });
        return with with { HeldBack = with.HeldBack || without.HeldBack, OutOfReach = with.OutOfReach || without.OutOfReach };
    }

    private static GainChoice ForLoudness(LimiterForecast forecast, double samplePeak, LimiterSettings settings, PlanTarget target)
    {
        double wanted = target.LoudnessLufs ?? throw new PlanException("the plan has neither a loudness nor a gain; set loudness.gainDb.");
        double gainDb = forecast.GainForLoudness(settings, new Lufs(wanted));
        if (target.IsExact)
        {
            // The forecast is least sure of the soft clip; without it the gain is found for certain, and the written file corrects it.
            gainDb = double.IsNaN(gainDb) ? forecast.GainForLoudness(settings with { SoftClipDb = 0 }, new Lufs(wanted)) : gainDb;
            return double.IsNaN(gainDb)
                ? throw new PlanException(
                    $"{wanted:0.0} LUFS cannot be reached under a ceiling of {settings.Ceiling.Value:0.0} dBTP with this track; ask for less loudness or a higher ceiling.")
                : Expect(forecast, settings, gainDb);
        }

        bool outOfReach = double.IsNaN(gainDb);
        gainDb = outOfReach ? Nearest(forecast, samplePeak, settings) : gainDb;
        double budgetGainDb = forecast.GainForReduction(settings, target.LimitingDb - BudgetMarginDb);
        bool heldBack = budgetGainDb < gainDb; // NaN: no gain exceeds the budget
        return Expect(forecast, settings, heldBack ? budgetGainDb : gainDb) with { HeldBack = heldBack, OutOfReach = outOfReach && !heldBack };
    }

    /// <summary>The smallest gain that comes as near as any to a loudness out of reach: beyond it the limiter only works for nothing.</summary>
    private static double Nearest(LimiterForecast forecast, double samplePeak, LimiterSettings settings)
    {
        double highest = forecast.Predict(settings with { GainDb = MaxGainDb }).Integrated.Value;
        double gainDb = double.IsFinite(highest) ? forecast.GainForLoudness(settings, new Lufs(highest - NearEnoughLu)) : double.NaN;
        // Nothing passes the gates at any gain: all that can be done is to use the headroom.
        return !double.IsNaN(gainDb) ? gainDb
            : samplePeak > 0 ? Math.Clamp(settings.Ceiling.Value - (20 * Math.Log10(samplePeak)), -MaxGainDb, MaxGainDb)
            : 0;
    }

    private static GainChoice Expect(LimiterForecast forecast, LimiterSettings settings, double gainDb)
    {
        LimiterPrediction prediction = forecast.Predict(settings with { GainDb = gainDb });
        return new GainChoice
        {
            GainDb = gainDb,
            ExpectedLufs = prediction.Integrated.Value,
            ExpectedReductionDb = prediction.MaxMeanReductionDb,
        };
    }
}
