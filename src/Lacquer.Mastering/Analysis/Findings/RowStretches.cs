using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary>Stretches of time in the rows of the tone meter.</summary>
internal static class RowStretches
{
    private const double MergeSeconds = 1;
    private const double Least = 1e-20;

    /// <summary>Where a flag stays set for long enough; at most as many places as are listed.</summary>
    public static List<TimeRange> Find(ToneMeter tone, bool[] flags, double leastSeconds, double durationSeconds) =>
        TimeRange.AtMost(
            FindingList.MostPerCode,
            [.. TimeRange.Where(flags, 1 / tone.HopSeconds, durationSeconds, MergeSeconds).Where(range => range.Seconds >= leastSeconds)]);

    /// <summary>Per row: whether the sides, summed over a window around it, outweigh the middle.</summary>
    /// <param name="tone">The rows.</param>
    /// <param name="windowSeconds">Length of the window.</param>
    /// <param name="side">Power of the side in a row, in the range that is asked about.</param>
    /// <param name="mid">Power of the mid, likewise.</param>
    /// <param name="sideToMid">Side over mid from which on it counts, in power.</param>
    /// <param name="leastShare">Of the whole power: with less, the range carries nothing.</param>
    /// <param name="heard">Least mean power of the range.</param>
    public static bool[] SidesOutweigh(ToneMeter tone, double windowSeconds, Func<int, float> side, Func<int, float> mid, double sideToMid, double leastShare, double heard)
    {
        int half = (int)Math.Ceiling(windowSeconds / tone.HopSeconds / 2);
        var flags = new bool[tone.RowCount];
        for (int i = 0; i < flags.Length; i++)
        {
            (double m, double s, double all) = (0.0, 0.0, 0.0);
            (int first, int last) = (Math.Max(0, i - half), Math.Min(flags.Length - 1, i + half));
            for (int k = first; k <= last; k++)
            {
                m += mid(k);
                s += side(k);
                all += tone.FramePower(k);
            }

            flags[i] = s > sideToMid * m && m + s > leastShare * all && m + s > heard * (last - first + 1);
        }

        return flags;
    }

    /// <summary>Ratio of two powers summed over a stretch, in dB.</summary>
    public static double RatioDb(ToneMeter tone, TimeRange range, Func<int, float> over, Func<int, float> under)
    {
        int first = (int)Math.Round(range.Start / tone.HopSeconds);
        int last = Math.Min(tone.RowCount, (int)Math.Ceiling(range.End / tone.HopSeconds));
        (double high, double low) = (Least, Least);
        for (int row = first; row < last; row++)
        {
            high += over(row);
            low += under(row);
        }

        return 10 * Math.Log10(high / low);
    }
}
