using Lacquer.Dsp.Spectral;
using Lacquer.Dsp.Stereo;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision;

/// <summary>Width from the proposal and the control, within what a mono listener may lose.</summary>
internal static class ImageStage
{
    private const double StepDb = 1.75;           // side gain for each step of width away from 3
    private const double MonoLossAllowanceDb = 0.1; // the contract allows 0.5 dB; dynamics and limiter take up to 0.4 (measured)
    private const double VinylMonoBelowHz = 150;  // pressing plants ask for 150–300 Hz

    public static StagePlan Image(TrackAnalysis analysis, StagePlan equalizer, StagePlan dynamics, Judgement judgement, Controls controls, PlanTarget target)
    {
        if (analysis.Format.Channels < 2)
        {
            return StageBuilder.Stage(StageCatalogue.Image, new ImageSettings(), judgement.WidthDb);
        }

        bool vinyl = target.SamplePeakDbfs is not null;
        double strength = controls.Strength switch { 1 => 0.15, 2 => 0.65, _ => 1 };
        double[] wanted = Array.ConvertAll(judgement.WidthDb.Amount, db => Math.Clamp(db + (strength * StepDb * (controls.Width - 3)), -6, 6));
        double share = WideningShare(analysis, GainsBefore(analysis, equalizer, dynamics), wanted);
        double[] width = Array.ConvertAll(wanted, db => Math.Round(db > 0 ? db * share : db, 2));
        double monoBelow = Math.Max(judgement.MonoBelowHz.Amount[0], vinyl ? VinylMonoBelowHz : 0);
        var settings = new ImageSettings { LowMidWidthDb = width[0], MidWidthDb = width[1], HighWidthDb = width[2], MonoBelowHz = monoBelow };
        return StageBuilder.Stage(
            StageCatalogue.Image,
            settings,
            judgement.WidthDb,
            judgement.MonoBelowHz,
            StageBuilder.Asked(controls.Width != 3, $"side {Words.Signed(width[1])} dB: width {controls.Width} was asked for"),
            StageBuilder.Asked(share < 0.99 && wanted.Any(db => db > 0), $"widening held to {100 * share:0} % of that so that folding to mono loses no more than {MonoLossAllowanceDb:0.0#} dB more than before"),
            StageBuilder.Asked(vinyl, $"lows folded to mono below {VinylMonoBelowHz:0} Hz for the cutting lathe"));
    }

    /// <summary>The largest share of the widening that keeps the extra loss in mono within the allowance, weighted and unweighted.</summary>
    private static double WideningShare(TrackAnalysis analysis, double[] gainsDb, double[] widthDb)
    {
        double low = 0;
        double high = 1;
        if (ExtraMonoLoss(analysis, gainsDb, widthDb, 1) <= MonoLossAllowanceDb)
        {
            return 1;
        }

        for (int i = 0; i < 20; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = ExtraMonoLoss(analysis, gainsDb, widthDb, middle) <= MonoLossAllowanceDb ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static double ExtraMonoLoss(TrackAnalysis analysis, double[] gainsDb, double[] widthDb, double share)
    {
        double worst = 0;
        foreach (bool weighted in (ReadOnlySpan<bool>)[false, true])
        {
            double mid = 0;
            double side = 0;
            double newMid = 0;
            double newSide = 0;
            for (int b = 0; b < analysis.Tone.BandCentresHz.Length; b++)
            {
                double hz = analysis.Tone.BandCentresHz[b];
                // Roughly K: the lows count little, the highs 4 dB more (ITU-R BS.1770-5, figures 2 and 4).
                double weight = !weighted ? 1 : hz < 60 ? 0.3 : hz > 1_500 ? 2.5 : 1;
                double db = hz < 120 ? 0 : hz < 600 ? widthDb[0] : hz < 4_000 ? widthDb[1] : widthDb[2];
                double gain = Math.Pow(10, gainsDb[b] / 10);
                double midPower = weight * Math.Pow(10, analysis.Tone.MidLevelsDb[b] / 10);
                double sidePower = weight * Math.Pow(10, analysis.Tone.SideLevelsDb[b] / 10);
                mid += midPower;
                side += sidePower;
                newMid += gain * midPower;
                newSide += gain * sidePower * Math.Pow(10, (db > 0 ? db * share : db) / 10);
            }

            if (mid > 0)
            {
                worst = Math.Max(worst, 10 * Math.Log10((1 + (newSide / newMid)) / (1 + (side / mid))));
            }
        }

        return worst;
    }

    /// <summary>What the stages before do to each third octave, in dB: less bass in the middle alone already costs in mono.</summary>
    private static double[] GainsBefore(TrackAnalysis analysis, StagePlan equalizer, StagePlan dynamics)
    {
        const int Loud = 17; // the 90th percentile: power is made by loud moments
        var curve = new EqualizerCurve(StageCatalogue.Equalizer.Build(equalizer.Parameters));
        BandDynamicsSettings settings = StageCatalogue.Dynamics.Build(dynamics.Parameters);
        BandDynamics[] bands = EqualizedBands.Of(analysis, equalizer);
        DynamicsBandSettings[] set = [settings.Low, settings.LowMid, settings.HighMid, settings.High];
        double[] reduction = [.. bands.Select((band, b) => ThresholdSolver.Reduction(
            band.LevelPercentilesDbfs[Loud], set[b].ThresholdDbfs, set[b].Ratio, BandDynamicsSettings.KneeDb))];
        return Array.ConvertAll(analysis.Tone.BandCentresHz, hz =>
        {
            int band = Math.Max(0, Array.FindLastIndex(bands, candidate => hz >= candidate.LowHz));
            return curve.MidDb(hz) - Math.Min(reduction[band], BandDynamicsSettings.MaxReductionDb);
        });
    }
}
