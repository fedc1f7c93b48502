using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Statistical;

/// <summary>Tonal balance: the likely fault in the spectrum of the loud part, corrected with caution.</summary>
internal static class ToneJudge
{
    private const double Damping = 0.6;       // share of the expected fault that is corrected; with the dead band fitted by
    private const double DeadBandDb = 0.2;    // training/tonal_check.py so that clean tracks of unseen collections move < 0.5 dB
    private const double SmallestDb = 0.5;    // a curve that stays under this everywhere is not worth touching a good mix for
    private const double LargestDb = 3;       // automatic mode never moves a band further
    private const double LargestFullDb = 5;   // the strongest setting
    private const double AbsentDb = 25;       // chosen: so far under a track's median band lies noise or a faint overtone
    private const double FadeDb = 10;

    /// <summary>Proposes the mid curve at the equaliser's knots.</summary>
    public static Proposed Equalizer(TrackAnalysis analysis, TonalReference reference)
    {
        double[]? deviation = Deviation(analysis.Tone, reference);
        if (deviation is null)
        {
            return Proposed.None(EqualizerKnots.MidHz.Length);
        }

        double[] fault = ToneFault.Expected(deviation, reference);
        double[] presence = Presence(analysis.Tone, reference);
        double[] bandAmount = [.. fault.Select((f, i) => Cautious(Math.Clamp(Toward.Shrink(-f * Damping, DeadBandDb), -LargestDb, LargestDb), presence[i]))];
        if (bandAmount.Max(Math.Abs) < SmallestDb)
        {
            Array.Clear(bandAmount);
        }

        double[] bandFull = [.. fault.Select((f, i) => Cautious(Math.Clamp(-f, -LargestFullDb, LargestFullDb), presence[i]))];
        (List<string> reasons, List<Evidence> evidence) = Explain(bandAmount, deviation, reference);
        return new Proposed
        {
            Amount = AtKnots(bandAmount, reference.BandCentresHz),
            Full = AtKnots(bandFull, reference.BandCentresHz),
            Reasons = reasons,
            Evidence = evidence,
        };
    }

    /// <summary>Cuts are safe anywhere; what hardly sounds is not lifted.</summary>
    private static double Cautious(double db, double presence) => db > 0 ? db * presence : db;

    /// <summary>
    /// 1 where a band plays a part in this track, 0 where it lies 25 dB under the track's own median band: a choir has no bass to lift,
    /// only room noise.
    /// </summary>
    private static double[] Presence(TonalBalance tone, TonalReference reference)
    {
        double[] levels = Array.ConvertAll(reference.BandCentresHz, hz => tone.LoudPartLevelsDb[Array.IndexOf(tone.BandCentresHz, hz)]);
        double[] sorted = [.. levels.Order()];
        double median = sorted[sorted.Length / 2];
        return Array.ConvertAll(levels, level => Math.Clamp((level - (median - AbsentDb)) / FadeDb, 0, 1));
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

    /// <summary>A band so far under the whole holds no music to judge: test tones, narrow-band recordings, low sample rates.</summary>
    private const double EmptyDb = -70;

    private static double[] AtKnots(double[] bandsDb, double[] centresHz) => Array.ConvertAll(EqualizerKnots.MidHz, hz =>
    {
        // Beyond the bands that can be judged the correction fades out within an octave.
        double low = centresHz[0];
        double high = centresHz[^1];
        double outside = hz < low ? Math.Log2(low / hz) : hz > high ? Math.Log2(hz / high) : 0;
        return Math.Max(0, 1 - outside) * Interpolate(bandsDb, centresHz, hz);
    });

    private static double Interpolate(double[] values, double[] atHz, double hz)
    {
        int i = 0;
        while (i < atHz.Length - 2 && hz > atHz[i + 1])
        {
            i++;
        }

        double t = Math.Clamp(Math.Log(hz / atHz[i]) / Math.Log(atHz[i + 1] / atHz[i]), 0, 1);
        return values[i] + (t * (values[i + 1] - values[i]));
    }

    /// <summary>One sentence for each hill and valley of the correction.</summary>
    private static (List<string> Reasons, List<Evidence> Evidence) Explain(double[] amountDb, double[] deviationDb, TonalReference reference)
    {
        var reasons = new List<string>();
        var evidence = new List<Evidence>();
        int start = 0;
        while (start < amountDb.Length)
        {
            int end = start;
            while (end + 1 < amountDb.Length && Math.Sign(amountDb[end + 1]) == Math.Sign(amountDb[start]))
            {
                end++;
            }

            int peak = start;
            for (int i = start; i <= end; i++)
            {
                peak = Math.Abs(amountDb[i]) > Math.Abs(amountDb[peak]) ? i : peak;
            }

            if (Math.Abs(amountDb[peak]) >= SpokenDb)
            {
                double usual = Math.Sqrt(reference.Covariance[peak, peak]);
                string hz = Words.Frequency(reference.BandCentresHz[peak]);
                reasons.Add(
                    $"{Words.Signed(amountDb[peak])} dB around {hz}: the loud parts carry {Math.Abs(deviationDb[peak]):0.0} dB "
                    + $"{(deviationDb[peak] > 0 ? "more" : "less")} there than finished masters do (usual spread ±{usual:0.0} dB)");
                evidence.Add(new Evidence { Measure = $"level around {hz}", Measured = deviationDb[peak], Expected = 0, Unit = "dB" });
            }

            start = end + 1;
        }

        return (reasons, evidence);
    }

    private const double SpokenDb = 0.3; // smaller hills are not worth a sentence
}
