using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Verification;

/// <summary>Keeps the promise to mono listeners by what the written file measures.</summary>
/// <remarks>
/// Dynamics turn down what is loud, and that is mostly the middle: a master may lose more in mono than its mix although nothing was
/// widened. How much is known only afterwards.
/// </remarks>
internal static class MonoFold
{
    private const double AllowedDb = 0.5; // docs/contract.md, --width
    private const double AimDb = 0.46;
    private const double Effort = 1.28; // the lows stay as they are, so the rest gives more (measured on the mixes of the tests)
    private const double NarrowestDb = -6; // range of the image stage

    /// <summary>The plan with less width, its gain to be found again; null when the file keeps the promise or the width is set by hand.</summary>
    /// <param name="plan">What the file was written with.</param>
    /// <param name="before">The mix.</param>
    /// <param name="after">The master.</param>
    public static MasteringPlan? Narrower(MasteringPlan plan, StereoSummary before, StereoSummary after) => Narrower(plan, before.MonoLossDb, after.MonoLossDb);

    /// <summary>The same by what the two lose in mono, in dB.</summary>
    public static MasteringPlan? Narrower(MasteringPlan plan, double beforeDb, double afterDb)
    {
        StagePlan stage = plan.Stage(StageCatalogue.Image.Name);
        double extraDb = afterDb - beforeDb;
        bool byHand = stage.Bypassed || stage.SetByHand.Count > 0 || plan.Overrides.Any(stretch => stretch.Stage == stage.Name && !stretch.ByJudge);
        if (!(extraDb > AllowedDb) || byHand)
        {
            return null;
        }

        // The loss is 10 log10(1 + S/M): from the two losses follows what the side must give.
        double sideDb = Effort * 10 * Math.Log10((Math.Pow(10, (beforeDb + AimDb) / 10) - 1) / (Math.Pow(10, afterDb / 10) - 1));
        double Narrowed(double widthDb) => Math.Round(Math.Max(NarrowestDb, widthDb + sideDb), 2);
        string[] widths = ["lowMidWidthDb", "midWidthDb", "highWidthDb"];
        StagePlan narrower = widths.Aggregate(stage, (changed, width) => changed.With(width, Narrowed(stage.Parameters[width])));
        plan = plan with
        {
            Overrides = [.. plan.Overrides.Select(stretch => stretch.Stage == stage.Name && widths.Contains(stretch.Parameter) ? stretch with { Value = Narrowed(stretch.Value) } : stretch)],
        };

        string reason = $"side {Words.Signed(sideDb)} dB: without it folding to mono would lose {extraDb:0.0} dB more than before";
        return StageBuilder.ForgetGain(plan.With(narrower with { Active = true, Reasons = [.. stage.Reasons, reason] }));
    }
}
