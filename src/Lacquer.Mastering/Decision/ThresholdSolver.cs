using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision;

/// <summary>Finds the threshold at which a compressor turns down by a wanted amount in the mean.</summary>
internal static class ThresholdSolver
{
    /// <summary>As far under the loud moments (95th percentile) a band still plays; what lies lower is a pause.</summary>
    private const double PlayingWithinDb = 20;

    /// <summary>
    /// Threshold in dBFS for a wanted mean reduction over the moments in which the band plays: over the whole track, pauses would have to
    /// be made up for, and what plays would be pressed all the harder.
    /// </summary>
    /// <param name="percentilesDbfs">Level percentiles from 5 to 100 %, ascending.</param>
    /// <param name="ratio">Above 1.</param>
    /// <param name="kneeDb">Width of the soft knee.</param>
    /// <param name="wantedDb">Mean reduction, dB.</param>
    public static double Solve(double[] percentilesDbfs, double ratio, double kneeDb, double wantedDb)
    {
        double low = percentilesDbfs[^1] - 80;
        double high = percentilesDbfs[^1] + kneeDb;
        for (int i = 0; i < 40; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = MeanReduction(percentilesDbfs, middle, ratio, kneeDb) > wantedDb ? (middle, high) : (low, middle);
        }

        return Math.Clamp((low + high) / 2, -80, 0);
    }

    /// <summary>By how much more the loud moments (95 %) are turned down than the quietest tenth of those that play, in dB.</summary>
    public static double RangeTaken(double[] percentilesDbfs, double threshold, double ratio, double kneeDb)
    {
        double[] playing = [.. percentilesDbfs.Where(level => level >= percentilesDbfs[^2] - PlayingWithinDb)];
        return playing.Length == 0
            ? 0
            : Reduction(percentilesDbfs[^2], threshold, ratio, kneeDb) - Reduction(playing[playing.Length / 10], threshold, ratio, kneeDb);
    }

    /// <summary>The largest mean reduction, in dB, that takes no more than so much of the range between loud and quiet; 0 for silence.</summary>
    /// <param name="percentilesDbfs">As for <see cref="Solve"/>.</param>
    /// <param name="ratio">Above 1.</param>
    /// <param name="kneeDb">Width of the soft knee.</param>
    /// <param name="rangeDb">What may be taken, see <see cref="RangeTaken"/>.</param>
    /// <param name="mostDb">Never more than this.</param>
    public static double MostWithin(double[] percentilesDbfs, double ratio, double kneeDb, double rangeDb, double mostDb)
    {
        if (!double.IsFinite(percentilesDbfs[^1]))
        {
            return 0;
        }

        double low = 0;
        double high = mostDb;
        for (int i = 0; i < 20; i++)
        {
            double middle = (low + high) / 2;
            double threshold = Solve(percentilesDbfs, ratio, kneeDb, middle);
            (low, high) = RangeTaken(percentilesDbfs, threshold, ratio, kneeDb) > rangeDb ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>
    /// Level percentiles of the sum of bands. Bands of one track are loud together, so equal percentiles are added; off by under 1 dB
    /// on real music.
    /// </summary>
    /// <param name="bands">The four bands.</param>
    /// <param name="from">First band that counts: 1 for a detector that does not hear the bass.</param>
    public static double[] Broadband(BandDynamics[] bands, int from)
    {
        var sum = new double[bands[0].LevelPercentilesDbfs.Length];
        for (int p = 0; p < sum.Length; p++)
        {
            double power = 0;
            for (int b = from; b < bands.Length; b++)
            {
                double level = bands[b].LevelPercentilesDbfs[p];
                power += double.IsFinite(level) ? Math.Pow(10, level / 10) : 0;
            }

            sum[p] = 10 * Math.Log10(power);
        }

        return sum;
    }

    /// <summary>The static curve averaged over the levels that play.</summary>
    public static double MeanReduction(double[] levels, double threshold, double ratio, double knee)
    {
        double sum = 0;
        int count = 0;
        foreach (double level in levels)
        {
            if (level >= levels[^2] - PlayingWithinDb)
            {
                sum += Reduction(level, threshold, ratio, knee);
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>Static curve of Giannoulis, Massberg and Reiss (2012), eq. 4; 0 for a level that does not exist.</summary>
    public static double Reduction(double level, double threshold, double ratio, double knee)
    {
        double over = level - threshold;
        double reduction = 2 * over <= -knee ? 0
            : 2 * Math.Abs(over) < knee ? (1 - (1 / ratio)) * (over + (knee / 2)) * (over + (knee / 2)) / (2 * knee)
            : (1 - (1 / ratio)) * over;
        return double.IsFinite(reduction) ? reduction : 0;
    }
}
