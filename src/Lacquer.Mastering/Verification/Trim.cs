using Lacquer.Dsp.Units;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Rendering;

namespace Lacquer.Mastering.Verification;

/// <summary>Compares each written file with the plan's target and says what to set differently, if anything.</summary>
/// <param name="mix">What the gain works on.</param>
/// <param name="expectedLufs">Loudness that is aimed at; NaN when there is none.</param>
public sealed class Trim(PreparedMix mix, double expectedLufs)
{
    /// <summary>Loudness is trimmed when it is off by more; the contract allows 0.1 LU.</summary>
    public const double LoudnessToleranceLu = 0.08;

    /// <summary>Most that a true peak may stand above the ceiling, in dB; the contract allows 0.05.</summary>
    public const double PeakToleranceDb = 0.01;

    private const double PeakMarginDb = 0.02;  // beyond the overshoot itself, so that one trim is enough
    private const double LargestStepDb = 6;    // near saturation the forecast's slope is nearly flat, and its wishes wild

    // Driven harder, a codec overshoots more: loudness is made up for twice at most and by no more than this, then the ceiling wins.
    private const double MostExtraDriveDb = 3;
    private const int MostLoweringsForLoudness = 2;
    private const double WorthATryDb = 0.05;

    private double _mostDriveDb = double.NaN;
    private int _lowerings;
    private (double GainDb, double Lufs)? _below;
    private (double GainDb, double Lufs)? _above;

    /// <summary>The plan for another try, or null when the file is as it should be.</summary>
    /// <param name="plan">The plan the file was written with, its gain included.</param>
    /// <param name="measured">What the written file measures.</param>
    public MasteringPlan? Next(MasteringPlan plan, LoudnessSummary measured)
    {
        StagePlan stage = plan.Stage(StageCatalogue.Loudness.Name);
        if (stage.Bypassed)
        {
            return null;
        }

        double gainDb = stage.Parameters[StageCatalogue.GainParameter];
        double ceilingDbtp = stage.Parameters[StageCatalogue.CeilingParameter];
        double overshoot = measured.TruePeak.Value - plan.Target.CeilingDbtp;
        if (plan.Target.SamplePeakDbfs is not null)
        {
            // No limiter: only less gain keeps what lies between the samples under the ceiling.
            return overshoot > PeakToleranceDb && !stage.SetByHand.Contains(StageCatalogue.GainParameter)
                ? With(plan, gainDb - overshoot - PeakMarginDb, ceilingDbtp)
                : null;
        }

        bool lower = overshoot > PeakToleranceDb && !stage.SetByHand.Contains(StageCatalogue.CeilingParameter);
        double lufs = measured.Integrated.Value;
        bool gainIsFree = double.IsFinite(expectedLufs) && double.IsFinite(lufs) && !stage.SetByHand.Contains(StageCatalogue.GainParameter);
        if (!lower && !(gainIsFree && Math.Abs(lufs - expectedLufs) > LoudnessToleranceLu))
        {
            return null;
        }

        _mostDriveDb = double.IsNaN(_mostDriveDb) ? gainDb - ceilingDbtp + MostExtraDriveDb : _mostDriveDb;
        _lowerings += lower ? 1 : 0;
        double lowered = ceilingDbtp - (lower ? overshoot + (PeakMarginDb * Math.Max(1, _lowerings)) : 0);
        if (_lowerings > MostLoweringsForLoudness)
        {
            // The same sound at a lower level.
            return lower ? With(plan, gainDb - (gainIsFree ? ceilingDbtp - lowered : 0), lowered) : null;
        }

        if (gainIsFree)
        {
            double before = gainDb;
            if (lower)
            {
                // Another ceiling is another curve.
                (_below, _above) = (null, null);
            }
            else if (lufs < expectedLufs)
            {
                _below = (gainDb, lufs);
            }
            else
            {
                _above = (gainDb, lufs);
            }

            gainDb = _below is { } b && _above is { } a
                ? b.GainDb + ((a.GainDb - b.GainDb) * (expectedLufs - b.Lufs) / (a.Lufs - b.Lufs))
                : Forecast(plan, gainDb, ceilingDbtp, lowered, lufs);
            if (_lowerings > 0)
            {
                gainDb = Math.Min(gainDb, lowered + _mostDriveDb);
                if (!lower && gainDb > before - WorthATryDb && gainDb < before + WorthATryDb)
                {
                    return null;
                }
            }
        }

        return With(plan, gainDb, lowered);
    }

    /// <summary>
    /// What the limiter eats of a gain differs from track to track: the forecast knows the slope, the file knows the value. Where the
    /// forecast has no answer or points the wrong way, the error itself is the step.
    /// </summary>
    private double Forecast(MasteringPlan plan, double gainDb, double ceilingDbtp, double loweredDbtp, double lufs)
    {
        double forecastError = mix.Forecast.Predict(Settings(plan, gainDb, ceilingDbtp)).Integrated.Value - lufs;
        double corrected = mix.Forecast.GainForLoudness(Settings(plan, gainDb, loweredDbtp), new Lufs(expectedLufs + forecastError));
        double error = lufs - expectedLufs;
        double step = corrected - gainDb;
        bool sensible = double.IsFinite(step) && (loweredDbtp < ceilingDbtp || Math.Sign(step) == -Math.Sign(error));
        step = sensible ? Math.Clamp(step, -LargestStepDb, LargestStepDb) : Math.Clamp(-2 * error, -LargestStepDb, LargestStepDb);
        return Math.Clamp(gainDb + step, -60, 60);
    }

    /// <summary>The plan with this gain and ceiling in its loudness stage.</summary>
    public static MasteringPlan With(MasteringPlan plan, double gainDb, double ceilingDbtp)
    {
        StagePlan stage = plan.Stage(StageCatalogue.Loudness.Name);
        return plan.With(stage
            .With(StageCatalogue.GainParameter, Math.Round(gainDb, 4))
            .With(StageCatalogue.CeilingParameter, Math.Round(ceilingDbtp, 4)));
    }

    /// <summary>The plan with a gain that was found, under the ceiling that it has.</summary>
    public static MasteringPlan With(MasteringPlan plan, GainChoice choice) =>
        With(plan, choice.GainDb, plan.Stage(StageCatalogue.Loudness.Name).Parameters[StageCatalogue.CeilingParameter]);

    private static Lacquer.Dsp.Dynamics.LimiterSettings Settings(MasteringPlan plan, double gainDb, double ceilingDbtp) =>
        StageCatalogue.Loudness.Build(With(plan, gainDb, ceilingDbtp).Stage(StageCatalogue.Loudness.Name).Parameters);
}
