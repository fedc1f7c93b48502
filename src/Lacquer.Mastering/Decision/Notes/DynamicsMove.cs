using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Moves punch and compression by the compressor.</summary>
internal static class DynamicsMove
{
    private const double PunchReductionDb = 1.2; // mean reduction between the attacks, for one step
    private const double PunchAttackMs = 40;     // an attack of a drum is over by then
    private const double PunchReleaseMs = 120;   // back before the next eighth note
    private const double SoftAttackMs = 2;       // catches the attack itself
    private const double AllUndoneDegree = 1.75; // "much less compressed" takes all of it away

    private static readonly string[] Bands = ["low", "lowMid", "highMid", "high"];

    public static bool Apply(NoteContext context, NoteMove move) => (move.Aspect, move.Direction) switch
    {
        (NoteAspect.Punch, NoteDirection.More) => Press(context, move, move.Degree * PunchReductionDb, PunchAttackMs, PunchReleaseMs, "attacks let through, what sounds between them held down by"),
        (NoteAspect.Punch, _) => Press(context, move, move.Degree * PunchReductionDb, SoftAttackMs, null, "attacks held down by"),
        (_, NoteDirection.More) => Press(context, move, move.Amount ?? (move.Degree * NoteLexicon.Default.Find(NoteAspect.Compression)!.Db), null, null, "compression deeper by"),
        _ => Release(context, move),
    };

    private static bool Press(NoteContext context, NoteMove move, double extraDb, double? attackMs, double? releaseMs, string what)
    {
        string stage = StageCatalogue.Compressor.Name;
        BandDynamics[] bands = EqualizedBands.Of(context.Analysis, context.Edit.Plan.Stage(StageCatalogue.Equalizer.Name));
        double[] levels = ThresholdSolver.Broadband(bands, 1);
        if (!double.IsFinite(levels[9]))
        {
            throw new PlanException($"\"{move.Phrase}\": the track is too quiet to be compressed.");
        }

        IReadOnlyList<Stretch>? where = context.Where(move);
        double knee = context.Edit.Value(stage, "kneeDb");
        double oldRatio = context.Edit.Value(stage, "ratio");
        double ratio = oldRatio > 1 ? oldRatio : DynamicsStages.GlueRatio;
        double now = oldRatio > 1 ? ThresholdSolver.MeanReduction(levels, context.Edit.Value(stage, "thresholdDbfs"), oldRatio, knee) : 0;
        double threshold = Math.Round(Math.Clamp(ThresholdSolver.Solve(levels, ratio, knee, now + extraDb), -60, 0), 1);
        bool changed = context.Edit.Change(stage, "thresholdDbfs", _ => threshold, where);
        changed |= context.Edit.Change(stage, "ratio", _ => ratio, where);
        if (attackMs is { } attack)
        {
            changed |= context.Edit.Change(stage, "attackMs", value => attack > value == (attack > SoftAttackMs) ? attack : value, where);
        }

        if (releaseMs is { } release)
        {
            changed |= context.Edit.Change(stage, "releaseMs", value => Math.Min(value, release), where);
        }

        if (!changed)
        {
            return false;
        }

        if (where is not null)
        {
            // Of the whole the gain is found anew; a section has to keep its level beside the others.
            context.Edit.Shift(stage, "makeupDb", extraDb, -12, 24, where);
        }

        context.Edit.Because(stage, context.Asked($"{what} {extraDb:0.0} dB in the mean", move, where));
        return true;
    }

    /// <summary>Takes compression back; where there is none, what squeezes is the limiter.</summary>
    private static bool Release(NoteContext context, NoteMove move)
    {
        double left = Math.Max(0, 1 - (move.Degree / AllUndoneDegree));
        IReadOnlyList<Stretch>? where = context.Where(move);
        bool changed = Ease(context, StageCatalogue.Compressor.Name, "ratio", left, where);
        foreach (string band in Bands)
        {
            changed |= Ease(context, StageCatalogue.Dynamics.Name, $"{band}Ratio", left, where);
        }

        changed |= Ease(context, StageCatalogue.Dynamics.Name, "levelerRatio", left, where);
        if (!changed)
        {
            return LevelMove.RelieveLimiter(context, move);
        }

        context.Edit.Because(StageCatalogue.Compressor.Name, context.Asked($"compression down to {100 * left:0} % of what it was", move, where));
        return true;
    }

    private static bool Ease(NoteContext context, string stage, string ratio, double left, IReadOnlyList<Stretch>? where) =>
        context.Edit.Value(stage, ratio) > 1 && context.Edit.Change(stage, ratio, value => 1 / (1 - (left * (1 - (1 / value)))), where);
}
