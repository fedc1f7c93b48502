using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Decision;

/// <summary>Equaliser, resonance control and de-esser from the proposal and the controls style, eq and deharsh.</summary>
internal static class ToneStages
{
    private const double StyleDb = 1.6;          // docs/contract.md: each style shifts its range by 1 to 2 dB
    private const double TiltDbPerStep = 0.75;   // at three octaves from 1 kHz, for each step of eq away from 3
    private const double LargestKnotDb = 6;
    private const double LargestReferenceDb = LiftLimits.LargestDb; // a reference may ask for more than any judge

    /// <summary>How much of the colour that the user asked for passes at each strength: nearly none at 1.</summary>
    private static double ColourShare(int strength) => strength switch { 1 => 0.15, 2 => 0.65, 3 => 1, 4 => 1.12, _ => 1.25 };

    public static StagePlan Equalizer(Judgement judgement, Controls controls)
    {
        double share = ColourShare(controls.Strength);
        double largest = judgement.Reference is null ? LargestKnotDb : LargestReferenceDb;
        var mid = new double[EqualizerKnots.MidHz.Length];
        for (int k = 0; k < mid.Length; k++)
        {
            double hz = EqualizerKnots.MidHz[k];
            double colour = (StyleCurve(controls.Style, hz) * StyleDb) + ((controls.Eq - 3) * TiltDbPerStep * Tilt(hz));
            mid[k] = Round(Math.Clamp(judgement.MidEqDb.Amount[k] + (share * colour), -largest, largest));
        }

        var settings = new EqualizerSettings { MidDb = mid, SideDb = Array.ConvertAll(judgement.SideEqDb.Amount, Round) };
        return StageBuilder.Stage(
            StageCatalogue.Equalizer,
            settings,
            judgement.MidEqDb,
            judgement.SideEqDb,
            StageBuilder.Asked(controls.Style == ToneStyle.Warm, $"100 to 400 Hz up by {share * StyleDb:0.0} dB: style warm was asked for"),
            StageBuilder.Asked(controls.Style == ToneStyle.Open, $"2 to 10 kHz up by {share * StyleDb:0.0} dB: style open was asked for"),
            StageBuilder.Asked(
                controls.Eq != 3,
                $"{(controls.Eq > 3 ? "brighter" : "darker")} by {share * Math.Abs(controls.Eq - 3) * TiltDbPerStep:0.0} dB at either end: eq {controls.Eq} was asked for"));
    }

    public static StagePlan Resonance(Analysis.TrackAnalysis analysis, Judgement judgement, Controls controls)
    {
        (double share, double extraDb) = controls.Deharsh switch { 1 => (0.0, 0.0), 2 => (0.5, 0.0), 3 => (1.0, 0.0), 4 => (1.0, 1.25), _ => (1.0, 2.5) };
        double scale = ColourShare(controls.Strength);
        double cut = Round((judgement.ResonanceCutDb.Amount[0] * share) + (extraDb * scale));
        double harsh = Round((judgement.HarshnessCutDb.Amount[0] * share) + (extraDb * scale));
        ResonanceSettings neutral = ResonanceSettings.Off;
        var settings = new ResonanceSettings
        {
            MaxCutDb = Math.Min(cut, 6),
            ThresholdDb = controls.Deharsh > 3 ? 4.5 : neutral.ThresholdDb,
            HarshnessMaxCutDb = Math.Min(harsh, 6),
            HarshnessThresholdDb = HarshnessThreshold.From(analysis, controls.Deharsh),
        };
        return StageBuilder.Stage(
            StageCatalogue.Resonance,
            settings,
            share > 0 ? judgement.ResonanceCutDb : Proposed.None(0),
            share > 0 ? judgement.HarshnessCutDb : Proposed.None(0),
            StageBuilder.Asked(extraDb > 0, $"harsh and resonant bands held down by up to {extraDb * scale:0.0} dB more: deharsh {controls.Deharsh} was asked for"));
    }

    public static StagePlan DeEsser(Judgement judgement, Controls controls)
    {
        (double share, double extraDb) = controls.Deharsh switch { 1 => (0.0, 0.0), 2 => (0.5, 0.0), 3 => (1.0, 0.0), 4 => (1.2, 1.0), _ => (1.4, 2.0) };
        double cut = Round((judgement.DeEssCutDb.Amount[0] * share) + (extraDb * ColourShare(controls.Strength)));
        var settings = new DeEsserSettings { MaxReductionDb = Math.Min(cut, 8) };
        return StageBuilder.Stage(
            StageCatalogue.DeEsser,
            settings,
            share > 0 ? judgement.DeEssCutDb : Proposed.None(0),
            StageBuilder.Asked(extraDb > 0, $"sibilants held down: deharsh {controls.Deharsh} was asked for"));
    }

    /// <summary>Hundredths of a decibel are exact enough, and a plan that people read stays readable.</summary>
    private static double Round(double db) => Math.Abs(db) < 0.05 ? 0 : Math.Round(db, 2);

    /// <summary>−1 from three octaves below 1 kHz, +1 from three above.</summary>
    private static double Tilt(double hz) => Math.Clamp(Math.Log2(hz / 1_000) / 3, -1, 1);

    private static double StyleCurve(ToneStyle style, double hz) => style switch
    {
        ToneStyle.Warm => Plateau(hz, 100, 400),
        ToneStyle.Open => Plateau(hz, 2_000, 10_000),
        _ => 0,
    };

    /// <summary>1 between the edges, falling to 0 within an octave outside.</summary>
    private static double Plateau(double hz, double lowHz, double highHz) =>
        Math.Clamp(1 - Math.Max(Math.Log2(lowHz / hz), Math.Log2(hz / highHz)), 0, 1);
}
