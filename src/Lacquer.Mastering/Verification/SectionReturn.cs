using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;

namespace Lacquer.Mastering.Verification;

/// <summary>Brings sections to the level and tone that notes asked for: one that is turned down leaves the limiter less to do, and comes back up in part.</summary>
/// <param name="before">The plan without the notes, as it was written.</param>
/// <param name="noted">The plan with them, as they change it.</param>
/// <param name="mix">What both were made from.</param>
/// <param name="without">The file without the notes.</param>
/// <param name="moves">What the notes ask for.</param>
internal sealed class SectionReturn(MasteringPlan before, MasteringPlan noted, TrackAnalysis mix, TrackAnalysis without, IReadOnlyList<NoteMove> moves)
{
    private const double EnoughDb = 0.15;      // of the 0.5 dB that a note may be off
    private const double LargestDb = 3;        // on top of what was asked for; a limiter that takes more was driven too far to begin with
    private const double LowestDb = -12;       // range of compressor.makeupDb
    private const double HighestDb = 24;
    private const double WindowSeconds = 3;
    private const double MarginSeconds = 0.5;  // the cross-fade at either end
    private const double LeastStepDb = 0.05;   // a smaller one tells nothing of what comes of it
    private const double LeastYield = 0.3;     // a limiter that lets through less is not to be driven further
    private const string Makeup = "makeupDb";

    private readonly Dictionary<Stretch, (double Value, double Off)> _last = [];
    private readonly SectionTone _tone = new(before, noted, mix, without, moves);

    /// <summary>The plan with levels and tone corrected, its gain to be found again; null when they are near enough.</summary>
    /// <param name="plan">The plan to go on from: that one, or what the whole track gets on top of it.</param>
    /// <param name="written">What the file was written with.</param>
    /// <param name="with">The file with the notes.</param>
    public MasteringPlan? Nearer(MasteringPlan plan, MasteringPlan written, TrackAnalysis with)
    {
        double rest = noted.Target.IsExact ? Change(with, second => !Levels(noted).Any(stretch => second + WindowSeconds > stretch.FromSeconds && second < stretch.ToSeconds)) : 0;
        var edit = new PlanEdit(plan);
        foreach (Stretch piece in with.Stretches.Select(stretch => stretch.Where))
        {
            bool levelled = Level(edit, written, piece, Change(with, second => second >= piece.FromSeconds + MarginSeconds && second + WindowSeconds <= piece.ToSeconds - MarginSeconds) - rest);
            if (levelled)
            {
                _tone.Forget(piece);
            }
        }

        MasteringPlan nearer = _tone.Nearer(edit.Plan, written, with);
        if (ReferenceEquals(nearer, plan))
        {
            return null;
        }

        StagePlan loudness = noted.Stage(StageCatalogue.Loudness.Name);
        nearer = StageBuilder.ForgetGain(nearer with { Overrides = Last(nearer.Overrides) });
        return nearer.With(nearer.Stage(loudness.Name) with { Reasons = loudness.Reasons });
    }

    /// <summary>Brings a piece nearer to its level, where one was asked for; tells whether that moved it.</summary>
    private bool Level(PlanEdit edit, MasteringPlan written, Stretch piece, double changeDb)
    {
        string stage = StageCatalogue.Compressor.Name;
        double middle = (piece.FromSeconds + Math.Min(piece.ToSeconds, mix.DurationSeconds)) / 2;
        SectionOverride? asked = Levels(noted).LastOrDefault(stretch => middle >= stretch.FromSeconds && middle < stretch.ToSeconds);
        if (asked is null)
        {
            return false;
        }

        double off = changeDb - (IsLevel(asked) ? asked.Value - Before(asked) : 0);
        if (!(Math.Abs(off) > EnoughDb))
        {
            return false;
        }

        double heard = new PlanEdit(written).At(stage, middle)[Makeup];
        double moved = heard - (off / Yield(piece, asked, heard, off));
        return edit.Change(stage, Makeup, _ => Math.Clamp(Math.Clamp(moved, asked.Value - LargestDb, asked.Value + LargestDb), LowestDb, HighestDb), [piece]);
    }

    /// <summary>How much of a change ahead of the limiter is heard behind it: what the file tells, or the last two of them.</summary>
    private double Yield(Stretch piece, SectionOverride asked, double value, double off)
    {
        (double Value, double Off) last = _last.TryGetValue(piece, out (double Value, double Off) known) ? known : (Before(asked), Before(asked) - asked.Value);
        _last[piece] = (value, off);
        return Math.Abs(value - last.Value) < LeastStepDb ? 1 : Math.Clamp((off - last.Off) / (value - last.Value), LeastYield, 1);
    }

    /// <summary>The stretches whose level the notes changed.</summary>
    private IEnumerable<SectionOverride> Levels(MasteringPlan plan) => plan.Overrides.Where(stretch =>
        stretch.ByJudge && stretch.Stage == StageCatalogue.Compressor.Name && stretch.Parameter == Makeup && !before.Overrides.Contains(stretch));

    /// <summary>A makeup that comes with compression of the same stretch only keeps its level.</summary>
    private bool IsLevel(SectionOverride makeup) => !noted.Overrides.Any(other =>
        other.Stage == makeup.Stage && other.Parameter == "thresholdDbfs" && other.FromSeconds == makeup.FromSeconds && other.ToSeconds == makeup.ToSeconds && !before.Overrides.Contains(other));

    private double Before(SectionOverride asked) => before.Overrides.LastOrDefault(stretch =>
            stretch.Stage == asked.Stage && stretch.Parameter == Makeup && asked.FromSeconds >= stretch.FromSeconds && asked.FromSeconds < stretch.ToSeconds)?.Value
        ?? before.Stage(asked.Stage).Parameters[Makeup];

    /// <summary>By how much the chosen three-second windows became louder together, in dB; NaN where there are none.</summary>
    private double Change(TrackAnalysis with, Func<double, bool> chosen)
    {
        double old = 0;
        double now = 0;
        for (int i = 0; i < Math.Min(with.ShortTermLufs.Length, without.ShortTermLufs.Length); i++)
        {
            if (chosen(i))
            {
                old += Math.Pow(10, without.ShortTermLufs[i] / 10);
                now += Math.Pow(10, with.ShortTermLufs[i] / 10);
            }
        }

        return old > 0 && now > 0 ? 10 * Math.Log10(now / old) : double.NaN;
    }

    /// <summary>Of stretches that lie upon one another only the last, which is the one that holds.</summary>
    private static List<SectionOverride> Last(IReadOnlyList<SectionOverride> overrides)
    {
        var kept = new List<SectionOverride>(overrides.Count);
        foreach (SectionOverride stretch in overrides)
        {
            kept.RemoveAll(other => other.ByJudge && stretch.ByJudge && (other.Stage, other.Parameter, other.FromSeconds, other.ToSeconds) == (stretch.Stage, stretch.Parameter, stretch.FromSeconds, stretch.ToSeconds));
            kept.Add(stretch);
        }

        return kept;
    }
}
