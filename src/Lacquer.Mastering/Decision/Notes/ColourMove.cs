using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Sibilants, resonances, saturation and what lies below the music.</summary>
internal static class ColourMove
{
    private const double SibilanceHz = 5_000;
    private const double CutOverThreshold = 1 - (1 / 4.0); // the de-esser's ratio is 4
    private const double FirmResonanceDb = 4.5;            // how far a band may stand out where resonances were complained about

    public static bool Apply(NoteContext context, NoteMove move)
    {
        IReadOnlyList<Stretch>? where = context.Where(move);
        return move.Aspect switch
        {
            NoteAspect.Sibilance => Sibilance(context, move, where),
            NoteAspect.Resonance => Resonance(context, move, where),
            NoteAspect.HighPass => HighPass(context, move, where),
            _ => Saturation(context, move, where),
        };
    }

    private static bool Sibilance(NoteContext context, NoteMove move, IReadOnlyList<Stretch>? where)
    {
        string stage = StageCatalogue.DeEsser.Name;
        double db = Db(move);
        double threshold = SibilantLevelDb(context.Analysis) - (db / CutOverThreshold);
        bool changed = context.Edit.Shift(stage, "maxReductionDb", db, 0, 18, where);
        if (changed && double.IsFinite(threshold))
        {
            context.Edit.Change(stage, "thresholdDb", value => Math.Max(-40, Math.Min(value, Math.Round(threshold, 1))), where);
        }

        context.Edit.Because(stage, context.Asked($"sibilants down by up to {db:0.0} dB more", move, where));
        return changed;
    }

    /// <summary>Level above 5 kHz against the whole where sibilants sound: as usual, and as far above as they stand out.</summary>
    private static double SibilantLevelDb(TrackAnalysis analysis)
    {
        double high = 0;
        double all = 0;
        for (int b = 0; b < analysis.Tone.BandCentresHz.Length; b++)
        {
            double power = Math.Pow(10, analysis.Tone.LoudPartLevelsDb[b] / 10);
            all += power;
            high += analysis.Tone.BandCentresHz[b] >= SibilanceHz ? power : 0;
        }

        return (10 * Math.Log10(high / all)) + analysis.SibilanceDb;
    }

    /// <exception cref="PlanException">Nothing rings.</exception>
    private static bool Resonance(NoteContext context, NoteMove move, IReadOnlyList<Stretch>? where)
    {
        string stage = StageCatalogue.Resonance.Name;
        if (context.Analysis.Resonances.Length == 0 && context.Edit.Value(stage, "maxCutDb") == 0)
        {
            throw new PlanException($"\"{move.Phrase}\": nothing rings in this track by itself, so there is nothing to hold down; name the frequency that you hear, as in \"3 dB less at 2.5 kHz\".");
        }

        double db = Db(move);
        bool changed = context.Edit.Shift(stage, "maxCutDb", db, 0, 12, where);
        context.Edit.Change(stage, "thresholdDb", value => Math.Min(value, FirmResonanceDb), where);
        context.Edit.Because(stage, context.Asked($"what rings held down by up to {db:0.0} dB more", move, where));
        return changed;
    }

    private static bool HighPass(NoteContext context, NoteMove move, IReadOnlyList<Stretch>? where)
    {
        string stage = StageCatalogue.Cleanup.Name;
        bool changed = context.Edit.Change(stage, "highPassHz", _ => move.Amount ?? 0, where);
        context.Edit.Because(stage, context.Asked($"high-pass at {move.Amount:0.#} Hz", move, where));
        return changed;
    }

    /// <exception cref="PlanException">There is none to take away.</exception>
    private static bool Saturation(NoteContext context, NoteMove move, IReadOnlyList<Stretch>? where)
    {
        string stage = StageCatalogue.Saturation.Name;
        double db = move.Sign * Db(move);
        double peak = context.Analysis.Loudness.SamplePeak.Value;
        if (db > 0 && context.Edit.Value(stage, "driveDb") == 0 && double.IsFinite(peak))
        {
            // The curve bends below the track's own peaks, whatever level the mix came at.
            context.Edit.Change(stage, "referenceDbfs", _ => Math.Round(Math.Clamp(peak, -40, 0), 1), null);
        }

        if (!context.Edit.Shift(stage, "driveDb", db, 0, 12, where))
        {
            bool byHand = context.Edit.Refused.Count > 0;
            return db > 0 || byHand
                ? false
                : throw new PlanException($"\"{move.Phrase}\": this master has no saturation; what is heard is in the mix, or the limiter: \"less limiting\".");
        }

        context.Edit.Because(stage, context.Asked($"drive {Words.Signed(db)} dB", move, where));
        return true;
    }

    private static double Db(NoteMove move) => move.Amount ?? (move.Degree * NoteLexicon.Default.Find(move.Aspect)!.Db);
}
