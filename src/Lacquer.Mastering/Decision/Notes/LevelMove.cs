using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Moves the loudness of the whole, the level of a section, or the ceiling.</summary>
internal static class LevelMove
{
    private const double MostLimitingDb = 6; // of intensity high: what a louder master may cost without a number that insists
    private const double LowestLufs = -40;
    private const double HighestLufs = -5;

    public static bool Apply(NoteContext context, NoteMove move)
    {
        double db = move.Sign * (move.Amount ?? (move.Degree * NoteLexicon.Default.Find(NoteAspect.Loudness)!.Db));
        if (move.Direction == NoteDirection.Set)
        {
            return To(context, move);
        }

        if (move.Section is not null)
        {
            IReadOnlyList<Stretch> where = context.Where(move) ?? [];
            return Section(context, db, where, context.Asked($"{Words.Signed(db)} dB beside the rest", move, where));
        }

        return Whole(context, move, db);
    }

    /// <summary>Less limiting: the whole a little quieter, so that the limiter has less to do.</summary>
    public static bool RelieveLimiter(NoteContext context, NoteMove move)
    {
        double db = move.Amount ?? (move.Degree * NoteLexicon.Default.Find(NoteAspect.Limiting)!.Db);
        if (move.Section is not null)
        {
            IReadOnlyList<Stretch> where = context.Where(move) ?? [];
            return Section(context, -db, where, context.Asked($"{Words.Signed(-db)} dB, so that the limiter has less to do", move, where));
        }

        string stage = StageCatalogue.Loudness.Name;
        context.Edit.Change(stage, "softClipDb", value => value / 2, null);
        PlanTarget target = context.Edit.Plan.Target;
        return Aim(context, target with { NoteBudgetDb = Math.Max(1 - target.BudgetDb, target.NoteBudgetDb - db) }, -db, move, ", so that the limiter has less to do");
    }

    public static bool Ceiling(NoteContext context, NoteMove move)
    {
        double ceiling = move.Amount ?? -1;
        string stage = StageCatalogue.Loudness.Name;
        if (context.Edit.IsKept(stage, StageCatalogue.CeilingParameter))
        {
            return false;
        }

        bool changed = context.Edit.Plan.Target.CeilingDbtp != ceiling;
        context.Edit.Plan = context.Edit.Plan with { Target = context.Edit.Plan.Target with { CeilingDbtp = ceiling } };
        context.Edit.Change(stage, StageCatalogue.CeilingParameter, _ => ceiling, null);
        context.Edit.Because(stage, context.Asked($"true peaks up to {Words.Level(ceiling)} dBTP", move, null));
        return changed;
    }

    private static bool To(NoteContext context, NoteMove move)
    {
        double lufs = move.Amount ?? throw new ArgumentException("A loudness to set needs its value.", nameof(move));
        CheckGain(context, move);
        bool changed = context.Edit.Plan.Target.LoudnessLufs != lufs || !context.Edit.Plan.Target.IsExact;
        context.Edit.Plan = context.Edit.Plan with { Target = context.Edit.Plan.Target with { LoudnessLufs = lufs, IsExact = true, NoteLu = 0, NoteBudgetDb = 0 } };
        context.Edit.Because(StageCatalogue.Loudness.Name, context.Asked($"{Words.Level(lufs)} LUFS", move, null));
        return changed;
    }

    private static bool Whole(NoteContext context, NoteMove move, double db)
    {
        PlanTarget target = context.Edit.Plan.Target;
        string how = "";
        if (db > 0 && context.KeepsLimiting)
        {
            // The number no longer insists: limiting does.
            target = target with { IsExact = false };
            how = $" as far as {target.LimitingDb:0.0} dB of limiting over 3 s allow";
        }
        else if (db > 0)
        {
            double most = Math.Max(MostLimitingDb, target.LimitingDb);
            target = target with { NoteBudgetDb = Math.Min(target.NoteBudgetDb + db, most - target.BudgetDb) };
        }

        if (context.KeptStretches.Count > 0)
        {
            Section(context, -db, context.KeptStretches, $"{Words.Signed(-db)} dB where the note wants nothing changed");
        }

        return Aim(context, target, db, move, how);
    }

    private static bool Aim(NoteContext context, PlanTarget target, double db, NoteMove move, string how)
    {
        CheckGain(context, move);
        double before = target.LoudnessLufs ?? throw new PlanException($"\"{move.Phrase}\": this target has no loudness, its peaks set the gain.");
        double after = Math.Clamp(before + db, LowestLufs, HighestLufs);
        context.Edit.Plan = context.Edit.Plan with
        {
            Target = target with { LoudnessLufs = Math.Round(after, 2), NoteLu = target.IsExact ? 0 : Math.Round(target.NoteLu + after - before, 2) },
        };
        context.Edit.Because(StageCatalogue.Loudness.Name, context.Asked($"{Words.Signed(after - before)} LU{how}", move, null));
        return after != before;
    }

    private static void CheckGain(NoteContext context, NoteMove move)
    {
        if (context.Edit.IsKept(StageCatalogue.Loudness.Name, StageCatalogue.GainParameter))
        {
            throw new PlanException($"\"{move.Phrase}\": loudness.gainDb is set by hand or the stage is switched off; leave out one of the two.");
        }
    }

    /// <summary>A gain for some stretches ahead of the limiter. The gain of the whole is found without it, so that the rest stays where it is.</summary>
    private static bool Section(NoteContext context, double db, IReadOnlyList<Stretch> where, string reason)
    {
        string stage = StageCatalogue.Compressor.Name;
        if (context.Edit.Value(stage, "mix") != 1)
        {
            throw new PlanException("levels of sections need compressor.mix at 1; set it so, or leave out that part of the note.");
        }

        if (!context.Edit.Shift(stage, "makeupDb", db, -12, 24, where))
        {
            return false;
        }

        PlanTarget target = context.Edit.Plan.Target;
        string rest = target.IsExact ? $"; {Words.Level(target.LoudnessLufs ?? 0)} LUFS were asked for by number, so the rest moves a little the other way" : "; the rest keeps its level";
        context.Edit.Because(stage, reason + rest);
        return true;
    }
}
