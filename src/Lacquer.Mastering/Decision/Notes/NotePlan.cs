using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Turns what a note says into changes of a plan, relative to what is there.</summary>
public static class NotePlan
{
    /// <summary>Applies notes one after the other; each counts from what the one before left.</summary>
    public static (MasteringPlan Plan, IReadOnlyList<AppliedNote> Notes) Follow(MasteringPlan plan, IReadOnlyList<NoteReading> wishes, TrackAnalysis input)
    {
        var notes = new List<AppliedNote>();
        foreach (NoteReading wish in wishes)
        {
            MasteringPlan noted = Apply(plan, wish, input);
            notes.Add(new AppliedNote { Text = wish.Text, Moves = wish.Moves, Changes = PlanDiff.Between(plan, noted).Changes });
            plan = noted;
        }

        return (plan, notes);
    }

    /// <summary>The plan with a note applied; what is set by hand stays.</summary>
    /// <param name="plan">A plan, decided or recalled, with what is set by hand in it.</param>
    /// <param name="reading">A note that stands in its own way by nothing.</param>
    /// <param name="analysis">The mix.</param>
    /// <exception cref="PlanException">The note asks or is refused, names what the track does not have, or only what is set by hand.</exception>
    public static MasteringPlan Apply(MasteringPlan plan, NoteReading reading, TrackAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (!reading.IsClear)
        {
            throw new PlanException(reading.Objection);
        }

        var context = new NoteContext(plan, reading, analysis);
        foreach (NoteMove move in reading.Moves.Where(move => move.Direction != NoteDirection.Keep))
        {
            if (context.Where(move) is { Count: 0 })
            {
                throw new PlanException($"\"{move.Phrase}\": the note wants this stretch left as it is.");
            }

            context.Edit.Refused.Clear();
            if (!Apply(context, move))
            {
                string[] byHand = [.. context.Edit.Refused.Distinct()];
                throw new PlanException(byHand.Length > 0
                    ? $"\"{move.Phrase}\" would change {string.Join(", ", byHand.Take(3))}{(byHand.Length > 3 ? " and more" : "")}, locked, set by hand or switched off; leave out one of the two, or free it with lacquer revise --unlock {byHand[0].Split('.')[0]}."
                    : $"\"{move.Phrase}\" changes nothing: it is at its limit already, or the note wants it left as it is.");
            }
        }

        MasteringPlan noted = context.Edit.Plan with { Notes = [.. plan.Notes ?? [], reading.Text] };
        return ReferenceEquals(context.Edit.Plan, plan) ? noted : KeepReasons(StageBuilder.ForgetGain(noted), noted);
    }

    private static bool Apply(NoteContext context, NoteMove move) => move.Aspect switch
    {
        NoteAspect.Width or NoteAspect.MonoBass => ImageMove.Apply(context, move),
        NoteAspect.Punch or NoteAspect.Compression => DynamicsMove.Apply(context, move),
        NoteAspect.Limiting => LevelMove.RelieveLimiter(context, move),
        NoteAspect.Loudness => LevelMove.Apply(context, move),
        NoteAspect.Ceiling => LevelMove.Ceiling(context, move),
        NoteAspect.Sibilance or NoteAspect.Resonance or NoteAspect.Saturation or NoteAspect.HighPass => ColourMove.Apply(context, move),
        _ => ToneMove.Apply(context, move),
    };

    /// <summary>The gain belongs to another sound and is found again; what the note said of the loudness stays said.</summary>
    private static MasteringPlan KeepReasons(MasteringPlan forgotten, MasteringPlan noted)
    {
        string name = StageCatalogue.Loudness.Name;
        return forgotten.With(forgotten.Stage(name) with { Reasons = noted.Stage(name).Reasons });
    }
}
