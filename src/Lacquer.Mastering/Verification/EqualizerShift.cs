using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Verification;

/// <summary>Moves the equaliser of a plan by what a written file turned out to lack.</summary>
internal static class EqualizerShift
{
    /// <summary>Every knot that nobody set by hand moved, and with it what passages have of their own.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="midDb">What each mid knot gets on top, in dB.</param>
    /// <param name="sideDb">What each side knot gets on top, in dB; null for nothing.</param>
    /// <param name="largestDb">No knot is moved beyond this, in dB, up or down.</param>
    public static MasteringPlan Of(MasteringPlan plan, double[] midDb, double[]? sideDb, double largestDb)
    {
        StagePlan stage = plan.Stage(StageCatalogue.Equalizer.Name);
        var moves = new Dictionary<string, (double Db, double LargestDb)>(StringComparer.Ordinal);
        for (int k = 0; k < midDb.Length; k++)
        {
            moves[StageCatalogue.MidParameter(k)] = (midDb[k], largestDb);
        }

        for (int k = 0; k < (sideDb?.Length ?? 0); k++)
        {
            moves[StageCatalogue.SideParameter(k)] = (sideDb![k], EqualizerSettings.SideRangeDb);
        }

        foreach ((string name, (double db, double most)) in moves)
        {
            stage = stage.SetByHand.Contains(name) ? stage : stage.With(name, Moved(stage.Parameters[name], db, most));
        }

        return plan.With(stage) with
        {
            Overrides = [.. plan.Overrides.Select(stretch =>
                stretch.ByJudge && stretch.Stage == stage.Name && !stage.SetByHand.Contains(stretch.Parameter) && moves.TryGetValue(stretch.Parameter, out (double Db, double LargestDb) move)
                    ? stretch with { Value = Moved(stretch.Value, move.Db, move.LargestDb) }
                    : stretch)],
        };
    }

    private static double Moved(double value, double db, double most) => Math.Round(Math.Clamp(value + db, -most, most), 2);
}
