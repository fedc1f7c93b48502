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
