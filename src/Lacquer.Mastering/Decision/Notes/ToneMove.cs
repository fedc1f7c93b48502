using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Moves a range of frequencies by the equaliser, and lets thresholds follow so that compression stays what it was.</summary>
internal static class ToneMove
{
    private const double HalfBellOctaves = 0.25; // a single frequency is moved with its neighbours: the knots lie half an octave apart
    private const double LowestHz = 20;
    private const double HighestHz = 20_000;
    private const int Loud = 17; // the 90th percentile, where compression works

    private static readonly NoteAspect[] Aspects =
    [
        NoteAspect.SubBass, NoteAspect.Bass, NoteAspect.Boom, NoteAspect.Warmth, NoteAspect.Body, NoteAspect.Mud, NoteAspect.Boxiness, NoteAspect.Nasality,
        NoteAspect.LowMids, NoteAspect.Mids, NoteAspect.HighMids, NoteAspect.Presence, NoteAspect.Harshness, NoteAspect.Brightness, NoteAspect.Air,
        NoteAspect.Vocals, NoteAspect.Frequency,
    ];

    /// <summary>Whether an aspect is a range of the equaliser.</summary>
    public static bool Moves(NoteAspect aspect) => Aspects.Contains(aspect);

    public static bool Apply(NoteContext context, NoteMove move)
    {
        AspectEntry? entry = NoteLexicon.Default.Find(move.Aspect);
        double low = move.FromHz ?? entry!.FromHz;
        double high = move.ToHz ?? entry!.ToHz;
        double db = move.Sign * (move.Amount ?? (move.Degree * (entry?.Db ?? 2)));
        NoteTarget target = move.Aspect == NoteAspect.Vocals && move.Target == NoteTarget.Whole ? NoteTarget.Middle : move.Target;
        IReadOnlyList<Stretch>? where = context.Where(move);
        string stage = StageCatalogue.Equalizer.Name;
        MasteringPlan before = context.Edit.Plan;
        bool changed = false;
        if (target != NoteTarget.Sides)
        {
            foreach (double hz in EqualizerKnots.MidHz)
            {
                changed |= context.Edit.Shift(stage, $"mid{Math.Floor(hz):0}Hz", Gain(db, hz, low, high), -EqualizerSettings.MidRangeDb, EqualizerSettings.MidRangeDb, context.WhereAt(hz, where));
            }
        }

        if (target != NoteTarget.Whole && context.Analysis.Format.Channels > 1)
        {
            // What only the middle is to get is taken from the sides again.
            double side = target == NoteTarget.Sides ? db : -db;
            foreach (double hz in EqualizerKnots.SideHz)
            {
                bool moved = context.Edit.Shift(stage, $"side{Math.Floor(hz):0}Hz", Gain(side, hz, low, high), -EqualizerSettings.SideRangeDb, EqualizerSettings.SideRangeDb, context.WhereAt(hz, where));
                changed |= moved && target == NoteTarget.Sides;
            }
        }

        if (!changed)
        {
            return false;
        }

        Follow(context, before, where);
        string place = target switch { NoteTarget.Middle => " in the middle", NoteTarget.Sides => " at the sides", _ => "" };
        context.Edit.Because(stage, context.Asked($"{Words.Signed(db)} dB {Range(low, high)}{place}", move, where));
        return true;
    }

    /// <summary>The range in words: from 100 to 400 Hz, at 3 kHz, above 10 kHz.</summary>
    private static string Range(double low, double high) =>
        low == high ? $"at {Words.Frequency(low)}"
        : high >= HighestHz ? $"above {Words.Frequency(low)}"
        : low <= LowestHz ? $"below {Words.Frequency(high)}"
        : $"from {(high < 1_000 || low >= 1_000 ? Words.Frequency(low).Split(' ')[0] : Words.Frequency(low))} to {Words.Frequency(high)}";

    /// <summary>The whole amount within the range, nothing an octave outside of it.</summary>
    private static double Gain(double db, double hz, double low, double high)
    {
        bool single = low == high;
        double from = single ? low * Math.Pow(2, -HalfBellOctaves) : low;
        double to = single ? high * Math.Pow(2, HalfBellOctaves) : high;
        double below = from <= LowestHz ? 0 : Math.Log2(from / hz);
        double above = to >= HighestHz ? 0 : Math.Log2(hz / to);
        return Math.Round(db * Math.Clamp(1 - Math.Max(below, above), 0, 1), 2);
    }

    /// <summary>Thresholds are absolute: they move with the level of their bands, or compression would take back what was asked for.</summary>
    private static void Follow(NoteContext context, MasteringPlan before, IReadOnlyList<Stretch>? where)
    {
        IEnumerable<Stretch?> places = where is null ? [null] : where.Select(stretch => (Stretch?)stretch);
        var old = new PlanEdit(before);
        foreach (Stretch? place in places)
        {
            IReadOnlyList<Stretch>? stretches = place is { } only ? [only] : null;
            double[] delta = Deltas(context.Analysis, Parameters(old, place), Parameters(context.Edit, place));
            for (int b = 0; b < 4; b++)
            {
                string band = BandNames[b];
                if (context.Edit.Value(StageCatalogue.Dynamics.Name, $"{band}Ratio") > 1)
                {
                    context.Edit.Shift(StageCatalogue.Dynamics.Name, $"{band}ThresholdDbfs", delta[b], -80, 0, stretches);
                }
            }

            if (context.Edit.Value(StageCatalogue.Dynamics.Name, "levelerRatio") > 1)
            {
                context.Edit.Shift(StageCatalogue.Dynamics.Name, "levelerThresholdDbfs", delta[4], -80, 0, stretches);
            }

            if (context.Edit.Value(StageCatalogue.Compressor.Name, "ratio") > 1)
            {
                context.Edit.Shift(StageCatalogue.Compressor.Name, "thresholdDbfs", delta[5], -60, 0, stretches);
            }
        }
    }

    private static readonly string[] BandNames = ["low", "lowMid", "highMid", "high"];

    private static StagePlan Parameters(PlanEdit edit, Stretch? place)
    {
        StagePlan equalizer = edit.Plan.Stage(StageCatalogue.Equalizer.Name);
        return place is { } stretch ? equalizer with { Parameters = edit.At(equalizer.Name, (stretch.FromSeconds + stretch.ToSeconds) / 2) } : equalizer;
    }

    /// <summary>By how much four bands, all of them, and all without the lowest become louder.</summary>
    private static double[] Deltas(TrackAnalysis analysis, StagePlan before, StagePlan after)
    {
        BandDynamics[] old = EqualizedBands.Of(analysis, before);
        BandDynamics[] now = EqualizedBands.Of(analysis, after);
        double Difference(double a, double b) => double.IsFinite(a) && double.IsFinite(b) ? Math.Round(b - a, 1) : 0;
        return
        [
            .. Enumerable.Range(0, 4).Select(b => Difference(old[b].LevelPercentilesDbfs[Loud], now[b].LevelPercentilesDbfs[Loud])),
            Difference(ThresholdSolver.Broadband(old, 0)[Loud], ThresholdSolver.Broadband(now, 0)[Loud]),
            Difference(ThresholdSolver.Broadband(old, 1)[Loud], ThresholdSolver.Broadband(now, 1)[Loud]),
        ];
    }
}
