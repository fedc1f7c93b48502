using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Statistical;

/// <summary>Tonal balance: the likely fault in the spectrum of the loud part, corrected with caution.</summary>
internal static class ToneJudge
{
    private const double Damping = 0.6;       // share of the expected fault that is corrected; with the dead band fitted by
    private const double DeadBandDb = 0.2;    // training/tonal_check.py so that clean tracks of unseen collections move < 0.5 dB
    private const double EmptyDb = -70;       // a band so far under the whole holds no music to judge: test tones, low sample rates

    /// <summary>Proposes the mid curve at the equaliser's knots.</summary>
    public static Proposed Equalizer(TrackAnalysis analysis, TonalReference reference)
    {
        double[]? deviation = Deviation(analysis.Tone, reference);
        if (deviation is null)
        {
            return Proposed.None(EqualizerKnots.MidHz.Length);
        }

        double[] fault = ToneFault.Expected(deviation, reference);
        return ToneCurve.Propose(
            Array.ConvertAll(fault, f => Toward.Shrink(-f * Damping, DeadBandDb)),
            Array.ConvertAll(fault, f => -f),
            analysis.Tone,
            reference.BandCentresHz,
            (band, amountDb) => Explain(band, amountDb, deviation[band], reference));
    }

    /// <summary>The loud part's spectrum minus the masters' mean, without its own mean; null when a band is empty (a tone, silence).</summary>
    public static double[]? Deviation(TonalBalance tone, TonalReference reference)
    {
        var deviation = new double[reference.BandCentresHz.Length];
        double mean = 0;
        for (int i = 0; i < deviation.Length; i++)
        {
            int band = Array.IndexOf(tone.BandCentresHz, reference.BandCentresHz[i]);
            double level = band < 0 ? double.NegativeInfinity : tone.LoudPartLevelsDb[band];
            if (!(level > EmptyDb))
            {
                return null;
            }

            deviation[i] = level - reference.MeanDb[i];
            mean += deviation[i] / deviation.Length;
        }

        return Array.ConvertAll(deviation, d => d - mean);
    }

    private static (string Reason, Evidence Evidence) Explain(int band, double amountDb, double deviationDb, TonalReference reference)
    {
        double usual = Math.Sqrt(reference.Covariance[band, band]);
        string hz = Words.Frequency(reference.BandCentresHz[band]);
        return (
            $"{Words.Signed(amountDb)} dB around {hz}: the loud parts carry {Math.Abs(deviationDb):0.0} dB "
            + $"{(deviationDb > 0 ? "more" : "less")} there than finished masters do (usual spread ±{usual:0.0} dB)",
            new Evidence { Measure = $"level around {hz}", Measured = deviationDb, Expected = 0, Unit = "dB" });
    }
}
