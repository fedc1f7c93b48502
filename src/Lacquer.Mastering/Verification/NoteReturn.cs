using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.References;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Verification;

/// <summary>Brings the tone of a written file to what notes asked for, whatever the stages behind the equaliser made of it.</summary>
/// <remarks>
/// Compressors and limiter answer to every change ahead of them: "more low end" gives the limiter more to do, and that takes most from the
/// lows; "more punch" takes from whatever sounds between the attacks. How much is known only by comparing the file with the one without
/// the notes. What the notes did not ask for is taken back in mid and in side, and what they asked for is given in full.
/// </remarks>
/// <param name="before">The plan without the notes, as it was written.</param>
/// <param name="noted">The plan with them, as they change it.</param>
/// <param name="mix">What both were made from.</param>
/// <param name="without">The file without the notes.</param>
/// <param name="moves">What the notes ask for.</param>
internal sealed class NoteReturn(MasteringPlan before, MasteringPlan noted, TrackAnalysis mix, TrackAnalysis without, IReadOnlyList<NoteMove> moves)
{
    private const double EnoughDb = 0.2;       // worst third octave; a note may move others by 0.5 dB (docs/contract.md)
    private const double WorthARoundDb = 0.05;
    private const double LargestDb = 3;        // of one round: more is no answer of a compressor but something else
    private const double SpokenDb = 0.3;
    private const double AudibleSideDb = -30;  // side that lies further under mid has no say
    private const int LeastBands = 6;
    private const string Mark = "on top, and less elsewhere: it makes up for what the stages behind the equaliser make of the note";

    private readonly bool[] _known = LinearCurve.Foretold(mix, moves);
    private readonly (double[] Mid, double[] Side) _wanted = Wanted(before, noted);
    private double _worst = double.PositiveInfinity;

    /// <summary>Whether there is anything to compare: notes about a stretch of time change the mixture of the parts, which is no tone.</summary>
    public bool IsPossible => _known.Count(known => known) >= LeastBands
        && !noted.Stage(StageCatalogue.Equalizer.Name).Bypassed
        && noted.Overrides.Count == before.Overrides.Count;

    /// <summary>The plan with what is missing put on top, its gain to be found again; null when the file is near enough or another round would not help.</summary>
    /// <param name="written">What the file was written with.</param>
    /// <param name="with">The file with the notes.</param>
    public MasteringPlan? Nearer(MasteringPlan written, TrackAnalysis with)
    {
        (double[] mid, double[] apart, double worst) = Compare(with);
        if (worst < EnoughDb || worst > _worst - WorthARoundDb)
        {
            return null;
        }

        _worst = worst;
        double[] limits = [.. mid.Select(_ => LargestDb)];
        double[] knots = KnotFit.Of([.. mid.Select(db => -Math.Clamp(db, -LargestDb, LargestDb))], limits);
        MasteringPlan nearer = EqualizerShift.Of(written, knots, [.. EqualizerKnots.SideHz.Select(hz => -Around(apart, hz))], EqualizerSettings.MidRangeDb);
        StagePlan stage = nearer.Stage(StageCatalogue.Equalizer.Name);
        double[] meant = LinearCurve.Of(noted, null).Mid;
        double[] extra = [.. LinearCurve.Of(nearer, null).Mid.Select((db, b) => _known[b] ? db - meant[b] : 0)];
        int most = Enumerable.Range(0, extra.Length).MaxBy(b => Math.Abs(extra[b]));
        string reason = $"{Words.Signed(extra[most])} dB around {Words.Frequency(ReferenceProfile.BandCentresHz[most])} {Mark}";
        string[] reasons = [.. stage.Reasons.Where(said => !said.EndsWith(Mark, StringComparison.Ordinal) || before.Stage(stage.Name).Reasons.Contains(said)),
            .. Math.Abs(extra[most]) >= SpokenDb ? (string[])[reason] : []];
        StagePlan loudness = noted.Stage(StageCatalogue.Loudness.Name);
        nearer = StageBuilder.ForgetGain(nearer.With(stage with { Active = true, Reasons = reasons }));
        return nearer.With(nearer.Stage(loudness.Name) with { Reasons = loudness.Reasons });
    }

    /// <summary>By how much the worst third octave is off in a file with the notes, in dB ≥ 0.</summary>
    public double WorstDb(TrackAnalysis with) => Compare(with).Worst;

    private (double[] Mid, double[] Apart, double Worst) Compare(TrackAnalysis with)
    {
        double[] mid = Off(with.Tone.MidLevelsDb, without.Tone.MidLevelsDb, _wanted.Mid);
        double[] side = Off(with.Tone.SideLevelsDb, without.Tone.SideLevelsDb, _wanted.Side);
        double mean = mid.Where(double.IsFinite).DefaultIfEmpty(0).Average();
        mid = Array.ConvertAll(mid, db => db - mean);
        double[] apart = [.. side.Select((db, b) => SideCounts(b) ? db - mean - mid[b] : double.NaN)];
        double worst = Enumerable.Range(0, mid.Length).Where(b => double.IsFinite(mid[b]))
            .Select(b => Math.Max(Math.Abs(mid[b]), double.IsNaN(apart[b]) ? 0 : Share(b) * Math.Abs(mid[b] + apart[b]))).DefaultIfEmpty(0).Max();
        return (mid, apart, worst);
    }

    private static (double[] Mid, double[] Side) Wanted(MasteringPlan before, MasteringPlan noted)
    {
        (double[] mid, double[] side) = LinearCurve.Of(before, null);
        (double[] midThen, double[] sideThen) = LinearCurve.Of(noted, null);
        return ([.. midThen.Select((db, b) => db - mid[b])], [.. sideThen.Select((db, b) => db - side[b])]);
    }

    private double[] Off(double[] with, double[] without, double[] wanted) => [.. with.Select((db, b) => _known[b] ? db - without[b] - wanted[b] : double.NaN)];

    private bool SideCounts(int b) =>
        _known[b] && without.Tone.SideLevelsDb[b] > without.Tone.MidLevelsDb[b] + AudibleSideDb && Math.Abs(_wanted.Side[b]) < EqualizerSettings.MidRangeDb;

    /// <summary>Side's share of a band's power.</summary>
    private double Share(int b) => 1 / (1 + Math.Pow(10, (without.Tone.MidLevelsDb[b] - without.Tone.SideLevelsDb[b]) / 10));

    private static double Around(double[] apart, double hz)
    {
        int band = Enumerable.Range(0, apart.Length).MinBy(b => Math.Abs(Math.Log2(ReferenceBands.CentresHz[b] / hz)));
        double db = BroadDifference.OverOctave(apart, band);
        return double.IsFinite(db) ? Math.Clamp(db, -LargestDb, LargestDb) : 0;
    }
}
