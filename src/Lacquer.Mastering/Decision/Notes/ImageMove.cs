using Lacquer.Dsp.Spectral;
using Lacquer.Dsp.Stereo;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Moves the width of the image, or folds the lows to mono.</summary>
internal static class ImageMove
{
    private const double MonoBelowHz = 120; // below this nothing is ever widened, so nothing above it changes
    private const double AudibleDb = 0.1;   // a smaller change of tone needs no answer
    private const double KnotOctaves = 0.3; // a knot answers for the third octaves around it

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
            // A frequency by number holds as it stands; without one, what is folded already stays so.
            bool folded = context.Edit.Change(stage, "monoBelowHz", value => move.ToHz ?? Math.Max(value, MonoBelowHz), where);
            context.Edit.Because(stage, context.Asked($"folded to mono below {move.ToHz ?? MonoBelowHz:0} Hz", move, where));
            return folded;
        }

        double db = move.Sign * (move.Amount ?? (move.Degree * NoteLexicon.Default.Find(NoteAspect.Width)!.Db));
        string[] widths = move.Target == NoteTarget.Highs ? ["highWidthDb"] : ["lowMidWidthDb", "midWidthDb", "highWidthDb"];
        bool changed = false;
        foreach (string width in widths)
        {
            changed |= context.Edit.Shift(stage, width, db, -ImageSettings.RangeDb, ImageSettings.RangeDb, where);
        }

        if (changed)
        {
            HoldTone(context, db, widths.Length == 1 ? BandLevels.EdgesHz[^1] : ImageCurve.LowestHz, where);
        }

        context.Edit.Because(stage, context.Asked($"side {Words.Signed(db)} dB above {(move.Target == NoteTarget.Highs ? "4 kHz" : "120 Hz")}", move, where));
        return changed;
    }

    /// <summary>More side is more sound in its bands: the equaliser takes back what that would do to the tone.</summary>
    private static void HoldTone(NoteContext context, double db, double fromHz, IReadOnlyList<Stretch>? where)
    {
        string stage = StageCatalogue.Equalizer.Name;
        bool held = false;
        foreach (double hz in EqualizerKnots.MidHz.Where(hz => hz > fromHz))
        {
            double riseDb = Rise(context.Analysis.Tone, hz, db);
            held |= Math.Abs(riseDb) >= AudibleDb
                && context.Edit.Shift(stage, $"mid{Math.Floor(hz):0}Hz", -riseDb, -EqualizerSettings.MidRangeDb, EqualizerSettings.MidRangeDb, context.WhereAt(hz, where));
        }

        if (held)
        {
            context.Edit.Because(stage, $"bands with much side brought {(db > 0 ? "down" : "up")} as far as the new width moves them, so that the tone stays");
        }
    }

    /// <summary>By how much the bands around a knot become louder when their side does.</summary>
    private static double Rise(TonalBalance tone, double hz, double sideDb)
    {
        double[] rises = [.. Enumerable.Range(0, tone.BandCentresHz.Length)
            .Where(b => Math.Abs(Math.Log2(tone.BandCentresHz[b] / hz)) <= KnotOctaves).Select(b => Rise(tone.MidLevelsDb[b], tone.SideLevelsDb[b], sideDb)).Where(double.IsFinite)];
        return rises.Length == 0 ? 0 : Math.Round(rises.Average(), 2);
    }

    private static double Rise(double midDb, double sideDb, double moreDb)
    {
        double mid = Math.Pow(10, midDb / 10);
        double side = Math.Pow(10, sideDb / 10);
        return 10 * Math.Log10((mid + (side * Math.Pow(10, moreDb / 10))) / (mid + side));
    }
}
