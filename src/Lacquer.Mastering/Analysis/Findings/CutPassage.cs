using Lacquer.Mastering.Analysis.Levels;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary>A passage in which the peaks of one channel and side end at one value, again and again.</summary>
/// <param name="Peaks">What was counted, tenth by tenth.</param>
internal sealed record CutPassage(IReadOnlyList<CutPeak> Peaks)
{
    /// <summary>Peaks that rest flat at the same value, from which on it is no chance.</summary>
    private const int LeastFlat = 5;

    private const int LeastTouches = 10;

    /// <summary>Tenths of a second with such peaks: fewer are one odd sound.</summary>
    private const int LeastSteps = 3;

    /// <summary>
    /// Of all peaks that touch the value, this many rest there for two samples or more. Where bright music was cut 15 to 20 in a hundred do (measured),
    /// under a limiter one or two.
    /// </summary>
    private const double LeastFlatShare = 0.045;

    /// <summary>Waves made of few values rest at their highest for longer than that, as a share of the time.</summary>
    private const double MostTime = 0.25;

    /// <summary>Levels are the same when they differ by less than this part: steps of 16 bits at half of full scale differ by 6 in 100 000.</summary>
    private const float SameLevel = 2e-4f;

    /// <summary>Tenths of a second without such peaks that a passage may have between them.</summary>
    private const int LongestGap = 100;

    /// <summary>Every passage that was cut.</summary>
    /// <param name="peaks">What the meter has counted.</param>
    /// <param name="sampleRateHz">The track's rate.</param>
    public static IEnumerable<CutPassage> Of(ReadOnlySpan<CutPeak> peaks, int sampleRateHz)
    {
        var open = new List<List<CutPeak>>();
        var passages = new List<List<CutPeak>>();
        foreach (CutPeak peak in peaks)
        {
            open.RemoveAll(one => peak.Step - one[^1].Step > LongestGap);
            List<CutPeak>? same = open.Find(one =>
                one[0].Channel == peak.Channel && one[0].Sign == peak.Sign && Math.Abs(one[0].Level - peak.Level) <= SameLevel * peak.Level);
            if (same is null)
            {
                same = [];
                open.Add(same);
                passages.Add(same);
            }

            same.Add(peak);
        }

        return passages.Where(passage => IsCut(passage, sampleRateHz)).Select(passage => new CutPassage(passage));
    }

    private static bool IsCut(List<CutPeak> peaks, int sampleRateHz)
    {
        int touches = peaks.Sum(peak => peak.Touches);
        int flat = peaks.Sum(peak => peak.Flat);
        double time = (double)peaks.Sum(peak => peak.Samples) * LevelMeter.StepsPerSecond / ((double)peaks.Count * sampleRateHz);
        return peaks.Count >= LeastSteps && flat >= LeastFlat && touches >= LeastTouches && flat >= LeastFlatShare * touches && time <= MostTime;
    }
}
