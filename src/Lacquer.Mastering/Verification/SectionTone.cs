using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Verification;

/// <summary>Brings the tone of sections to what notes about them ask for: a section that is turned down keeps more of its lows, since the limiter takes less of them.</summary>
/// <param name="before">The plan without the notes, as it was written.</param>
/// <param name="noted">The plan with them, as they change it.</param>
/// <param name="mix">What both were made from.</param>
/// <param name="without">The file without the notes.</param>
/// <param name="moves">What the notes ask for.</param>
internal sealed class SectionTone(MasteringPlan before, MasteringPlan noted, TrackAnalysis mix, TrackAnalysis without, IReadOnlyList<NoteMove> moves)
{
    private const double EnoughDb = 0.25;     // worst third octave; a note may move others by 0.5 dB (docs/contract.md)
    private const double LargestDb = 2;       // of one round
    private const double LeastDb = 0.05;      // of a knot
    private const double LeastShare = 0.7;    // of a stretch that whole sections must cover, or its tone is not known
    private const double SlackSeconds = 0.5;

    private readonly bool[] _known = LinearCurve.Foretold(mix, moves);

    /// <summary>The plan with what is missing in each stretch put on top; null when all are near enough.</summary>
    /// <param name="plan">The plan to go on from.</param>
    /// <param name="with">The file with the notes.</param>
    public MasteringPlan? Nearer(MasteringPlan plan, TrackAnalysis with)
    {
        var edit = new PlanEdit(plan);
        foreach (Stretch stretch in noted.Overrides.Except(before.Overrides).Select(added => new Stretch(added.FromSeconds, added.ToSeconds)).Distinct())
        {
            double[] off = Off(stretch, with);
            if (off.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max() < EnoughDb)
            {
                continue;
            }

            double[] knots = KnotFit.Of([.. off.Select(db => -Math.Clamp(db, -LargestDb, LargestDb))], [.. off.Select(_ => LargestDb)]);
            for (int k = 0; k < knots.Length; k++)
            {
                if (Math.Abs(knots[k]) >= LeastDb)
                {
                    edit.Shift(StageCatalogue.Equalizer.Name, StageCatalogue.MidParameter(k), knots[k], -EqualizerSettings.MidRangeDb, EqualizerSettings.MidRangeDb, [stretch]);
                }
            }
        }

        return ReferenceEquals(edit.Plan, plan) ? null : edit.Plan with { Overrides = Last(edit.Plan.Overrides) };
    }

    /// <summary>What the stretch has too much of in each band, without its mean; NaN where it is not known.</summary>
    private double[] Off(Stretch stretch, TrackAnalysis with)
    {
        double middle = (stretch.FromSeconds + Math.Min(stretch.ToSeconds, mix.DurationSeconds)) / 2;
        (double[] mid, double[] side) = LinearCurve.Of(before, middle);
        (double[] midThen, double[] sideThen) = LinearCurve.Of(noted, middle);
        double[] off = [.. Change(stretch, with).Select((db, b) => _known[b] ? db - Total(b, midThen[b] - mid[b], sideThen[b] - side[b]) : double.NaN)];
        double mean = off.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
        return Array.ConvertAll(off, db => db - mean);
    }

    /// <summary>Change of each band over the sections that lie within a stretch, by their energy; all NaN where they cover too little of it.</summary>
    private double[] Change(Stretch stretch, TrackAnalysis with)
    {
        (Section Old, Section New)[] inside = [.. (without.MatchedSections ?? []).Zip(with.MatchedSections ?? [])
            .Where(pair => pair.First.StartSeconds >= stretch.FromSeconds - SlackSeconds && pair.First.EndSeconds <= stretch.ToSeconds + SlackSeconds && double.IsFinite(pair.First.Integrated.Value))];
        double covered = inside.Sum(pair => pair.Old.EndSeconds - pair.Old.StartSeconds);
        if (covered < LeastShare * (Math.Min(stretch.ToSeconds, mix.DurationSeconds) - stretch.FromSeconds))
        {
            return [.. _known.Select(_ => double.NaN)];
        }

        double[] energy = [.. inside.Select(pair => (pair.Old.EndSeconds - pair.Old.StartSeconds) * Math.Pow(10, pair.Old.Integrated.Value / 10))];
        return [.. _known.Select((_, b) => inside.Select((pair, i) => energy[i] * (pair.New.LevelsDb[b] - pair.Old.LevelsDb[b])).Sum() / energy.Sum())];
    }

    /// <summary>What gains on mid and side do to a band of both.</summary>
    private double Total(int b, double midDb, double sideDb)
    {
        double apartDb = mix.LoudPart.MidDb[b] - mix.LoudPart.SideDb[b];
        double side = double.IsNaN(apartDb) ? 0 : 1 / (1 + Math.Pow(10, apartDb / 10));
        return 10 * Math.Log10(((1 - side) * Math.Pow(10, midDb / 10)) + (side * Math.Pow(10, sideDb / 10)));
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
