using Lacquer.Audio;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;
using Lacquer.Mastering.Rendering;
using Lacquer.Mastering.Verification;

namespace Lacquer.Mastering;

/// <summary>Writes a master and writes it again where the file says that something is off: the one loop there is.</summary>
internal sealed class MasterAttempts(OpenedMix mix, OutputFile output, IProgress<MasteringProgress>? progress, CancellationToken cancel)
{
    /// <summary>Most times that one plan is written. One as a rule; lossy codecs at high density need three or four.</summary>
    public const int MostTries = 7;

    /// <summary>Most times that width is taken away: the first lands within a few hundredths of a decibel.</summary>
    public const int MostNarrowings = 2;

    private const int MostReturns = 3; // each takes off about two thirds of what is off; most files need none
    private const int MostNoteReturns = 3; // as many, for the same reason
    private const int MostStretchReturns = 6; // level and tone of several stretches: the louder one is, the less of each round comes through

    /// <summary>Stretches of time that are measured in every file, to be compared; none unless notes are about such.</summary>
    public IReadOnlyList<Stretch> Stretches { get; init; } = [];

    /// <summary>As <see cref="Write(MasteringPlan)"/>, and for a plan that was just decided until the tone is what was decided, too.</summary>
    public WrittenMaster Write(MasteringPlan decided, bool returns)
    {
        WrittenMaster written = Write(decided);
        for (int i = 0; i < MostReturns && returns && ToneReturn.Nearer(decided, written.Plan, mix.Analysis, written.Result) is { } nearer; i++)
        {
            written = Write(nearer);
        }

        return written;
    }

    /// <summary>The file with less width where it would lose more in mono than it may.</summary>
    public WrittenMaster Narrowed(WrittenMaster written)
    {
        for (int i = 0; i < MostNarrowings && MonoFold.Narrower(written.Plan, mix.Analysis.Stereo, written.Result.Stereo) is { } narrower; i++)
        {
            written = Write(narrower);
        }

        return written;
    }

    /// <summary>
    /// Follows notes from a file without them, and compares the file with them to that: what the stages behind the equaliser make of a note
    /// is known only then.
    /// </summary>
    public (WrittenMaster Written, IReadOnlyList<AppliedNote> Notes) Noted(WrittenMaster without, NoteReading[] wishes)
    {
        TrackAnalysis input = mix.Analysis;
        (MasteringPlan noted, IReadOnlyList<AppliedNote> notes) = NotePlan.Follow(without.Plan, wishes, input);
        WrittenMaster written = Write(new SectionLoudness(without.Plan, without.Result).Held(noted));
        NoteMove[] moves = [.. wishes.SelectMany(wish => wish.Moves)];
        var whole = new NoteReturn(without.Plan, noted, input, without.Result, moves);
        var sections = new SectionReturn(without.Plan, noted, input, without.Result, moves);
        WrittenMaster best = written;
        for (int i = 0; i < (Stretches.Count > 0 ? MostStretchReturns : MostNoteReturns) && Nearer(whole, sections, written) is { } nearer; i++)
        {
            written = Write(nearer);
            // A limiter that is driven hard may answer to a correction with something worse.
            best = Stretches.Count > 0 || whole.WorstDb(written.Result) < whole.WorstDb(best.Result) ? written : best;
        }

        written = ReferenceEquals(best, written) ? written : Write(best.Plan);

        written = Narrowed(written);
        MasteringPlan last = wishes.Length == 1 ? without.Plan : NotePlan.Follow(without.Plan, wishes[..^1], input).Plan;
        AppliedNote changed = notes[^1] with { Changes = PlanDiff.Between(last, StageBuilder.ForgetGain(written.Plan)).Changes };
        return (written, [.. notes.SkipLast(1), changed]);
    }

    private static MasteringPlan? Nearer(NoteReturn whole, SectionReturn sections, WrittenMaster written)
    {
        MasteringPlan? nearer = whole.IsPossible ? whole.Nearer(written.Plan, written.Result) : null;
        return sections.Nearer(nearer ?? written.Plan, written.Plan, written.Result) ?? nearer;
    }

    /// <summary>Renders, writes and measures until loudness and peaks are as they should be.</summary>
    public WrittenMaster Write(MasteringPlan plan)
    {
        int rateHz = (int)plan.Stage(StageCatalogue.Rate.Name).Parameters["rateHz"];
        using PreparedMix prepared = MixRenderer.Render(mix.Source, plan, rateHz, StepProgress.Of(progress, "render", MasteringSession.AnalyseShare, 0.65), cancel);
        bool gainIsGiven = plan.Stage(StageCatalogue.Loudness.Name).Parameters.ContainsKey(StageCatalogue.GainParameter);
        GainChoice choice = GainFinder.Find(prepared, plan);
        double aimLufs = gainIsGiven ? double.NaN : plan.Target.IsExact ? plan.Target.LoudnessLufs ?? double.NaN : choice.ExpectedLufs;
        plan = Trim.With(plan, choice);
        var trim = new Trim(prepared, aimLufs);
        for (int tries = 1; ; tries++)
        {
            LimiterOutcome limiting;
            using (IAudioWriter writer = output.Begin())
            {
                limiting = MasterRenderer.Write(prepared, plan, writer, StepProgress.Of(progress, "write", 0.65, 0.8), cancel);
                writer.Complete();
            }

            TrackAnalysis result = output.Measure(mix.Analysis, Stretches, StepProgress.Of(progress, "verify", 0.8, 1), cancel);
            if (tries == MostTries || trim.Next(plan, result.Loudness) is not { } next)
            {
                return new WrittenMaster
                {
                    Plan = plan,
                    Choice = choice,
                    Result = result,
                    Limiting = limiting.Track,
                    MixReduction = prepared.GainReduction,
                    Curves = [.. prepared.ReductionCurves, .. limiting.Curves],
                };
            }

            plan = next;
        }
    }
}
