using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision;

/// <summary>Turns what a judge would do to third octaves into a proposal at the equaliser's knots: the caution that all judges share.</summary>
internal static class ToneCurve
{
    private const double SmallestDb = 0.5;    // a curve that stays under this everywhere is not worth touching a good mix for
    private const double LargestDb = 3;       // automatic mode never moves a band further
    private const double LargestFullDb = 5;   // the strongest setting
    private const double AbsentDb = 25;       // chosen: so far under a track's median band lies noise or a faint overtone
    private const double FadeDb = 10;
    private const double SpokenDb = 0.3;      // smaller hills are not worth a sentence

    /// <summary>Proposes a curve.</summary>
    /// <param name="amountDb">What automatic mode would add to each band.</param>
    /// <param name="fullDb">What the evidence points to without caution.</param>
    /// <param name="tone">The track's spectrum: what hardly sounds is not lifted.</param>
    /// <param name="centresHz">Nominal centres of the bands.</param>
    /// <param name="explain">A hill's or valley's band and its amount in words, and the measurement behind it.</param>
    public static Proposed Propose(
        double[] amountDb, double[] fullDb, TonalBalance tone, double[] centresHz, Func<int, double, (string Reason, Evidence Evidence)> explain)
    {
        double[] presence = Presence(tone, centresHz);
        double[] amount = [.. amountDb.Select((db, i) => Cautious(Math.Clamp(db, -LargestDb, LargestDb), presence[i]))];
        if (amount.Max(Math.Abs) < SmallestDb)
        {
            Array.Clear(amount);
        }

        double[] full = [.. fullDb.Select((db, i) => Cautious(Math.Clamp(db, -LargestFullDb, LargestFullDb), presence[i]))];
        double[] amountAtKnots = AtKnots(amount, centresHz);
        (string Reason, Evidence Evidence)[] sentences = [.. Hills(amount).Select(band => explain(band, amount[band]))];
        return new Proposed
        {
            Amount = amountAtKnots,
            Full = [.. AtKnots(full, centresHz).Select((db, k) => NotLess(db, amountAtKnots[k]))],
            Reasons = Array.ConvertAll(sentences, sentence => sentence.Reason),
            Evidence = Array.ConvertAll(sentences, sentence => sentence.Evidence),
        };
    }

    /// <summary>Between bands the two curves may cross; the strongest setting still goes at least as far as automatic mode.</summary>
    private static double NotLess(double full, double amount) =>
        amount != 0 && (Math.Sign(full) != Math.Sign(amount) || Math.Abs(full) < Math.Abs(amount)) ? amount : full;

    /// <summary>Cuts are safe anywhere; what hardly sounds is not lifted.</summary>
    private static double Cautious(double db, double presence) => db > 0 ? db * presence : db;

    /// <summary>
    /// 1 where a band plays a part in this track, 0 where it lies 25 dB under the track's own median band: a choir has no bass to lift,
    /// only room noise.
    /// </summary>
    private static double[] Presence(TonalBalance tone, double[] centresHz)
    {
        double[] levels = Array.ConvertAll(centresHz, hz => tone.LoudPartLevelsDb[Array.IndexOf(tone.BandCentresHz, hz)]);
        double[] sorted = [.. levels.Order()];
        double median = sorted[sorted.Length / 2];
        return Array.ConvertAll(levels, level => Math.Clamp((level - (median - AbsentDb)) / FadeDb, 0, 1));
    }

    private static double[] AtKnots(double[] bandsDb, double[] centresHz) => Array.ConvertAll(EqualizerKnots.MidHz, hz =>
    {
        // Beyond the bands that can be judged the correction fades out within an octave.
        double low = centresHz[0];
        double high = centresHz[^1];
        double outside = hz < low ? Math.Log2(low / hz) : hz > high ? Math.Log2(hz / high) : 0;
        return Math.Max(0, 1 - outside) * Interpolate(bandsDb, centresHz, hz);
    });

    /// <summary>A curve read between its points; straight lines over the logarithm of frequency, flat beyond the ends.</summary>
    public static double Interpolate(double[] values, double[] atHz, double hz)
    {
        int i = 0;
        while (i < atHz.Length - 2 && hz > atHz[i + 1])
        {
            i++;
        }

        double t = Math.Clamp(Math.Log(hz / atHz[i]) / Math.Log(atHz[i + 1] / atHz[i]), 0, 1);
        return values[i] + (t * (values[i + 1] - values[i]));
    }

    /// <summary>The band of each hill's top and each valley's bottom, where it is worth a sentence; gains in dB.</summary>
    public static IEnumerable<int> Hills(double[] amountDb)
    {
        int start = 0;
        while (start < amountDb.Length)
        {
            int peak = start;
            int end = start;
            for (; end < amountDb.Length && Math.Sign(amountDb[end]) == Math.Sign(amountDb[start]); end++)
            {
                peak = Math.Abs(amountDb[end]) > Math.Abs(amountDb[peak]) ? end : peak;
            }

            if (Math.Abs(amountDb[peak]) >= SpokenDb)
            {
                yield return peak;
            }

            start = end;
        }
    }
}
