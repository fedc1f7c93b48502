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

    private readonly Dictionary<SectionOverride, (double Value, double Off)> _last = [];
    private readonly SectionTone _tone = new(before, noted, mix, without, moves);

    /// <summary>The plan with levels and tone corrected, its gain to be found again; null when they are near enough.</summary>
    /// <param name="written">What the file was written with.</param>
    /// <param name="with">The file with the notes.</param>
    public MasteringPlan? Nearer(MasteringPlan written, TrackAnalysis with)
    {
        string stage = StageCatalogue.Compressor.Name;
        double rest = noted.Target.IsExact ? Change(with, second => !Levels(noted).Any(stretch => second + WindowSeconds > stretch.FromSeconds && second < stretch.ToSeconds)) : 0;
        bool changed = false;
        SectionOverride[] overrides = [.. written.Overrides.Select(stretch =>
        {
            SectionOverride? asked = Levels(noted).FirstOrDefault(other => other.FromSeconds == stretch.FromSeconds && other.ToSeconds == stretch.ToSeconds);
            if (asked is null || !stretch.ByJudge || stretch.Stage != stage || stretch.Parameter != Makeup)
            {
                return stretch;
            }

            double wanted = IsLevel(asked) ? asked.Value - Before(asked) : 0;
            double off = Change(with, second => second >= stretch.FromSeconds + MarginSeconds && second + WindowSeconds <= stretch.ToSeconds - MarginSeconds) - rest - wanted;
            if (!(Math.Abs(off) > EnoughDb))
            {
                return stretch;
            }

            double value = Math.Round(Math.Clamp(Math.Clamp(stretch.Value - (off / Yield(asked, stretch.Value, off)), asked.Value - LargestDb, asked.Value + LargestDb), LowestDb, HighestDb), 2);
            changed |= value != stretch.Value;
            return stretch with { Value = value };
        })];
        MasteringPlan levelled = changed ? written with { Overrides = overrides } : written;
        MasteringPlan nearer = _tone.Nearer(levelled, with) ?? levelled;
        if (ReferenceEquals(nearer, written))
        {
            return null;
        }

        StagePlan loudness = noted.Stage(StageCatalogue.Loudness.Name);
        nearer = StageBuilder.ForgetGain(nearer);
        return nearer.With(nearer.Stage(loudness.Name) with { Reasons = loudness.Reasons });
    }

    /// <summary>How much of a change ahead of the limiter is heard behind it: what the file tells, or the last two of them.</summary>
    private double Yield(SectionOverride asked, double value, double off)
    {
        (double Value, double Off) last = _last.TryGetValue(asked, out (double Value, double Off) known) ? known : (Before(asked), Before(asked) - asked.Value);
        _last[asked] = (value, off);
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
}
