using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Verification;

/// <summary>Brings the tone of stretches to what notes ask for there: one that is turned down keeps more of its lows, since the limiter takes less of them.</summary>
/// <param name="before">The plan without the notes, as it was written.</param>
/// <param name="noted">The plan with them, as they change it.</param>
/// <param name="mix">What both were made from.</param>
/// <param name="without">The file without the notes.</param>
/// <param name="moves">What the notes ask for.</param>
internal sealed class SectionTone(MasteringPlan before, MasteringPlan noted, TrackAnalysis mix, TrackAnalysis without, IReadOnlyList<NoteMove> moves)
{
    private const double EnoughDb = 0.2;      // worst third octave; a note may move others by 0.5 dB (docs/contract.md)
    private const double WorthARoundDb = 0.02; // RMS: single third octaves may lie where no knot reaches them
    private const double LargestDb = 2;       // of one round
    private const double LeastDb = 0.05;      // of a knot
    private const double AudibleSideDb = -30; // side that lies further under mid has no say
    private const double EmptyDb = -60;       // under the strongest band of the stretch: what lies there is no music
    private const double DeepHz = 40;         // below, the ear needs so much more that a little of it is nothing
    private const double DeepEmptyDb = -30;
    private const int LeastBands = 6;

    private readonly bool[] _known = LinearCurve.Foretold(mix, moves);
    private readonly Dictionary<Stretch, double> _rms = [];

    /// <summary>The plan with what is missing in each stretch put on top; the same when all are near enough or another round would not help.</summary>
    /// <param name="plan">The plan to go on from.</param>
    /// <param name="written">What the file was written with.</param>
    /// <param name="with">The file with the notes.</param>
    public MasteringPlan Nearer(MasteringPlan plan, MasteringPlan written, TrackAnalysis with)
    {
        Piece[] pieces = [.. with.Stretches.Select(now => Off(Array.Find(without.Stretches, old => old.Where == now.Where), now)).OfType<Piece>()];
        var edit = new PlanEdit(plan);
        foreach (Piece piece in pieces)
        {
            // Pieces of one stretch keep their levels beside one another, or the tone of the stretch would be another mixture of them. The one
            // that lost most tells how far: pushed up again, it would only be limited more.
            IEnumerable<Piece> group = piece.HasLevel ? [piece] : pieces.Where(other => !other.HasLevel && other.WantedDb.SequenceEqual(piece.WantedDb));
            double level = piece.LevelDb - group.Min(other => other.LevelDb);
            Correct(edit, written, piece with { MidDb = Array.ConvertAll(piece.MidDb, db => db - piece.LevelDb) }, level > EnoughDb ? level : 0);
        }

        return edit.Plan;
    }

    /// <summary>A stretch that gets another level may have to begin anew: the limiter's answer is another one.</summary>
    public void Forget(Stretch stretch) => _rms.Remove(stretch);

    private void Correct(PlanEdit edit, MasteringPlan written, Piece piece, double levelDb)
    {
        double[] off = [.. piece.MidDb.Select((db, b) => double.IsNaN(db) ? 0
            : double.IsNaN(piece.ApartDb[b]) ? db
            : MaxBySize(db, SideShare(piece.Old, b) * (db + piece.ApartDb[b])))];
        double rms = Math.Sqrt(off.Sum(db => db * db) / Math.Max(1, piece.MidDb.Count(double.IsFinite)));
        bool helps = piece.MidDb.Count(double.IsFinite) >= LeastBands && off.Max(Math.Abs) >= EnoughDb && rms <= _rms.GetValueOrDefault(piece.Old.Where, double.PositiveInfinity) - WorthARoundDb;
        if (!helps && levelDb == 0 && ReferenceEquals(edit.Plan, written))
        {
            return;
        }

        // Counted from what was heard: what the rest of the track gets in this round is not for this stretch.
        IReadOnlyDictionary<string, double> heard = new PlanEdit(written).At(StageCatalogue.Equalizer.Name, piece.MiddleSeconds);
        // Over an octave: within seconds, what differs from one third octave to the next are single notes.
        double[] broad = [.. piece.MidDb.Select((db, b) => !helps || double.IsNaN(db) ? 0 : -Math.Clamp(BroadDifference.OverOctave(piece.MidDb, b), -LargestDb, LargestDb))];
        double[] knots = KnotFit.Of(broad, [.. off.Select(_ => LargestDb)]);
        for (int k = 0; k < knots.Length; k++)
        {
            Set(edit, piece.Old.Where, StageCatalogue.MidParameter(k), heard, knots[k] - levelDb, EqualizerSettings.MidRangeDb);
        }

        for (int k = 0; k < EqualizerKnots.SideHz.Length; k++)
        {
            Set(edit, piece.Old.Where, StageCatalogue.SideParameter(k), heard, helps ? -Around(piece.ApartDb, EqualizerKnots.SideHz[k]) : 0, EqualizerSettings.SideRangeDb);
        }

        if (helps)
        {
            _rms[piece.Old.Where] = rms;
        }
    }

    private static double MaxBySize(double a, double b) => Math.Abs(a) >= Math.Abs(b) ? a : b;

    private static void Set(PlanEdit edit, Stretch where, string knot, IReadOnlyDictionary<string, double> heard, double db, double mostDb)
    {
        double moved = Math.Abs(db) < LeastDb ? 0 : db;
        edit.Change(StageCatalogue.Equalizer.Name, knot, _ => Math.Clamp(heard[knot] + moved, -mostDb, mostDb), [where]);
    }

    /// <summary>What a stretch has too much of; null where it was not measured before.</summary>
    private Piece? Off(StretchTone? old, StretchTone now)
    {
        if (old is null)
        {
            return null;
        }

        double middle = (old.Where.FromSeconds + Math.Min(old.Where.ToSeconds, mix.DurationSeconds)) / 2;
        bool[] known = Known(old);
        (double[] mid, double[] side) = LinearCurve.Of(before, middle);
        (double[] midThen, double[] sideThen) = LinearCurve.Of(noted, middle);
        double[] wanted = [.. midThen.Select((db, b) => Math.Round(db - mid[b], 2))];
        double[] off = [.. known.Select((tells, b) => tells ? ChangeDb(old.MidPower, now.MidPower, b) - wanted[b] : double.NaN)];
        return new Piece
        {
            Old = old,
            MiddleSeconds = middle,
            WantedDb = wanted,
            HasLevel = noted.Overrides.Except(before.Overrides).Any(stretch =>
                stretch is { Stage: "compressor", Parameter: "makeupDb" } && middle >= stretch.FromSeconds && middle < stretch.ToSeconds),
            MidDb = off,
            ApartDb = [.. known.Select((tells, b) => tells && SideCounts(old, b) && Math.Abs(sideThen[b] - side[b]) < EqualizerSettings.MidRangeDb
                ? ChangeDb(old.SidePower, now.SidePower, b) - (sideThen[b] - side[b]) - off[b]
                : double.NaN)],
        };
    }

    private bool[] Known(StretchTone tone)
    {
        double strongest = tone.MidPower.Max();
        return [.. _known.Select((known, b) => known && tone.MidPower[b] > strongest * Math.Pow(10, (ReferenceBands.CentresHz[b] < DeepHz ? DeepEmptyDb : EmptyDb) / 10))];
    }

    private static double ChangeDb(double[] old, double[] now, int b) => now[b] > 0 && old[b] > 0 ? 10 * Math.Log10(now[b] / old[b]) : 0;

    private static bool SideCounts(StretchTone tone, int b) => tone.SidePower[b] > tone.MidPower[b] * Math.Pow(10, AudibleSideDb / 10);

    private static double SideShare(StretchTone tone, int b) => tone.SidePower[b] / (tone.SidePower[b] + tone.MidPower[b]);

    private static double Around(double[] apart, double hz)
    {
        int band = Enumerable.Range(0, apart.Length).MinBy(b => Math.Abs(Math.Log2(ReferenceBands.CentresHz[b] / hz)));
        double db = BroadDifference.OverOctave(apart, band);
        return double.IsFinite(db) ? Math.Clamp(db, -LargestDb, LargestDb) : 0;
    }

    /// <summary>A stretch with what it has too much of, in dB; NaN where that is not known.</summary>
    private sealed record Piece
    {
        public required StretchTone Old { get; init; }

        public required double MiddleSeconds { get; init; }

        /// <summary>What the notes do to mid.</summary>
        public required double[] WantedDb { get; init; }

        /// <summary>Whether a level of its own was asked for, to which it is brought elsewhere.</summary>
        public required bool HasLevel { get; init; }

        public required double[] MidDb { get; init; }

        public double LevelDb => MidDb.Where(double.IsFinite).DefaultIfEmpty(0).Average();

        /// <summary>Of side, on top of mid.</summary>
        public required double[] ApartDb { get; init; }
    }
}
