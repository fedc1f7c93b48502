using Lacquer.Dsp.Stereo;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Moves the width of the image, or folds the lows to mono.</summary>
internal static class ImageMove
{
    private const double MonoBelowHz = 120; // below this nothing is ever widened, so nothing above it changes

    /// <exception cref="PlanException">The track is mono.</exception>
    public static bool Apply(NoteContext context, NoteMove move)
    {
        if (context.Analysis.Format.Channels < 2)
        {
            throw new PlanException($"\"{move.Phrase}\": the track is mono, and mastering cannot make it stereo.");
        }

        string stage = StageCatalogue.Image.Name;
        IReadOnlyList<Stretch>? where = context.Where(move);
        if (move.Aspect == NoteAspect.MonoBass)
        {
            bool folded = context.Edit.Change(stage, "monoBelowHz", value => Math.Max(value, MonoBelowHz), where);
            context.Edit.Because(stage, NoteContext.Asked($"folded to mono below {MonoBelowHz:0} Hz", move, where));
            return folded;
        }

        double db = move.Sign * (move.Amount ?? (move.Degree * NoteLexicon.Default.Find(NoteAspect.Width)!.Db));
        string[] widths = move.Target == NoteTarget.Highs ? ["highWidthDb"] : ["lowMidWidthDb", "midWidthDb", "highWidthDb"];
        bool changed = false;
        foreach (string width in widths)
        {
            changed |= context.Edit.Shift(stage, width, db, -ImageSettings.RangeDb, ImageSettings.RangeDb, where);
        }

        context.Edit.Because(stage, NoteContext.Asked($"side {Words.Signed(db)} dB above {(move.Target == NoteTarget.Highs ? "4 kHz" : "120 Hz")}", move, where));
        return changed;
    }
}
