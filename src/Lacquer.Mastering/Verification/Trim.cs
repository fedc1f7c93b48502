using Lacquer.Dsp.Units;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Rendering;

namespace Lacquer.Mastering.Verification;

/// <summary>Compares the written file with the plan's target and says what to set differently, if anything.</summary>
public static class Trim
{
    /// <summary>Loudness is trimmed when it is off by more; the contract allows 0.1 LU.</summary>
    public const double LoudnessToleranceLu = 0.08;

    /// <summary>Most that a true peak may stand above the ceiling, in dB; the contract allows 0.05.</summary>
    public const double PeakToleranceDb = 0.01;

    private const double PeakMarginDb = 0.02; // beyond the overshoot itself, so that one trim is enough

    /// <summary>The plan for another try, or null when the file is as it should be.</summary>
    /// <param name="plan">The plan the file was written with, its gain included.</param>
    /// <param name="expectedLufs">Loudness that was aimed at; NaN when there is none.</param>
    /// <param name="measured">What the written file measures.</param>
    /// <param name="mix">What the gain works on.</param>
    public static MasteringPlan? Next(MasteringPlan plan, double expectedLufs, LoudnessSummary measured, PreparedMix mix)
    {
        StagePlan stage = plan.Stage(StageCatalogue.Loudness.Name);
        if (stage.Bypassed || plan.Target.SamplePeakDbfs is not null)
        {
            return null;
        }

        double gainDb = stage.Parameters[StageCatalogue.GainParameter];
        double ceilingDbtp = stage.Parameters[StageCatalogue.CeilingParameter];
        double overshoot = measured.TruePeak.Value - plan.Target.CeilingDbtp;
        bool lower = overshoot > PeakToleranceDb && !stage.SetByHand.Contains(StageCatalogue.CeilingParameter);
        double error = measured.Integrated.Value - expectedLufs;
        bool correct = Math.Abs(error) > LoudnessToleranceLu && !stage.SetByHand.Contains(StageCatalogue.GainParameter);
        if (!lower && !correct)
        {
            return null;
        }

        // What the limiter eats of a gain differs from track to track; the forecast knows the slope, the file knows the value.
        double forecastError = Predict(plan, mix, gainDb, ceilingDbtp) - measured.Integrated.Value;
        ceilingDbtp -= lower ? overshoot + PeakMarginDb : 0;
        if (correct || (lower && double.IsFinite(expectedLufs)))
        {
            double wanted = expectedLufs + (double.IsFinite(forecastError) ? forecastError : 0);
            double corrected = mix.Forecast.GainForLoudness(Settings(plan, gainDb, ceilingDbtp), new Lufs(wanted));
            gainDb = double.IsNaN(corrected) || stage.SetByHand.Contains(StageCatalogue.GainParameter) ? gainDb : corrected;
        }

        return With(plan, gainDb, ceilingDbtp);
    }

    /// <summary>The plan with this gain and ceiling in its loudness stage.</summary>
    public static MasteringPlan With(MasteringPlan plan, double gainDb, double ceilingDbtp)
    {
        StagePlan stage = plan.Stage(StageCatalogue.Loudness.Name);
        var parameters = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach ((string name, double value) in stage.Parameters)
        {
            parameters[name] = value;
        }

        parameters[StageCatalogue.GainParameter] = Math.Round(gainDb, 4);
        parameters[StageCatalogue.CeilingParameter] = Math.Round(ceilingDbtp, 4);
        return plan.With(stage with { Parameters = parameters });
    }

    private static double Predict(MasteringPlan plan, PreparedMix mix, double gainDb, double ceilingDbtp) =>
        mix.Forecast.Predict(Settings(plan, gainDb, ceilingDbtp)).Integrated.Value;

    private static Lacquer.Dsp.Dynamics.LimiterSettings Settings(MasteringPlan plan, double gainDb, double ceilingDbtp) =>
        StageCatalogue.Loudness.Build(With(plan, gainDb, ceilingDbtp).Stage(StageCatalogue.Loudness.Name).Parameters);
}
