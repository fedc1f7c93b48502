using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>sibilance</c>: s and t that jump out of the mix.</summary>
/// <remarks>
/// An ess lasts 60 to 250 ms, lies between 5 and 10 kHz, rises well above what is there otherwise and then outweighs all the rest. Hats are
/// shorter and cymbals longer.
/// </remarks>
internal sealed class SibilanceDetector : IFindingDetector
{
    private const double ShortestSeconds = 0.06;
    private const double LongestSeconds = 0.3;

    /// <summary>Share of 5 to 10 kHz in the moment's power: the ess is louder than the music around it.</summary>
    private const double LeastShare = 0.5;

    /// <summary>Above the usual 5–10 kHz level within a second before and after, in dB.</summary>
    private const double LeastRiseDb = 9;

    /// <summary>Power against that of the whole track, −4 dB: quieter ones are soft.</summary>
    private const double OfTrack = 0.4;

    private const int LeastCount = 5;

    /// <summary>Seconds per ess: singing has one to three a second, and one in eight seconds is still a habit.</summary>
    private const double SecondsPerEss = 8;

    private const double AroundSeconds = 1;
    private const double MergeSeconds = 6;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        List<Ess> esses = Esses(meters.Dynamics);
        if (esses.Count < LeastCount || esses.Count * SecondsPerEss < esses[^1].Range.End - esses[0].Range.Start)
        {
            return [];
        }

        var ranges = new List<TimeRange>();
        foreach (Ess ess in esses)
        {
            if (ranges.Count > 0 && ess.Range.Start - ranges[^1].End < MergeSeconds)
            {
                ranges[^1] = ranges[^1] with { End = ess.Range.End };
            }
            else
            {
                ranges.Add(ess.Range);
            }
        }

        return TimeRange.AtMost(FindingList.MostPerCode, ranges).Select(range => Of(range, [.. esses.Where(ess => ess.Range.Start >= range.Start && ess.Range.End <= range.End)]));
    }

    private static Finding Of(TimeRange range, Ess[] esses)
    {
        double rise = esses.Average(ess => ess.RiseDb);
        return new Finding
        {
            Code = "sibilance",
            Severity = FindingSeverity.Info,
            StartSeconds = range.Start,
            EndSeconds = range.End,
            Measured = rise,
            Expected = LeastRiseDb,
            Unit = "dB",
            FixIn = FixIn.Mix,
            Message = $"{esses.Length} sharp sounds between 5 and 10 kHz rise {rise:0} dB out of the mix and drown the rest, as s and t of a voice do.",
            Advice = $"Set a de-esser on the voice at 6 to 8 kHz so that it takes {Math.Clamp(Math.Round(0.5 * rise), 3, 8):0} dB off each s, or turn the loudest ones " +
                     "down by hand; look after it again when the reverb is on.",
        };
    }

    private static List<Ess> Esses(DynamicsMeter dynamics)
    {
        int rows = dynamics.RowCount;
        int around = Math.Max(2, (int)Math.Round(AroundSeconds / dynamics.RowSeconds));
        double mean = 0;
        for (int r = 0; r < rows; r++)
        {
            mean += dynamics.FramePower(r) / rows;
        }

        var esses = new List<Ess>();
        for (int r = 0; r < rows; r++)
        {
            int first = r;
            while (r < rows && dynamics.SibilancePower(r) > LeastShare * dynamics.FramePower(r) && dynamics.SibilancePower(r) > OfTrack * mean)
            {
                r++;
            }

            // A frame is two rows long, so a sound of one row shows in two.
            double seconds = (r - first) * dynamics.RowSeconds;
            if (r == first || seconds < ShortestSeconds || seconds > LongestSeconds)
            {
                continue;
            }

            double rise = RiseDb(dynamics, first, r, around);
            if (rise >= LeastRiseDb)
            {
                esses.Add(new Ess(new TimeRange(first * dynamics.RowSeconds, (r + 1) * dynamics.RowSeconds), rise));
            }
        }

        return esses;
    }

    /// <summary>Highest 5–10 kHz power of a stretch over the median around it, in dB.</summary>
    private static double RiseDb(DynamicsMeter dynamics, int first, int end, int around)
    {
        float highest = 0;
        for (int r = first; r < end; r++)
        {
            highest = Math.Max(highest, dynamics.SibilancePower(r));
        }

        var others = new List<float>(2 * around);
        for (int r = Math.Max(0, first - around); r < Math.Min(dynamics.RowCount, end + around); r++)
        {
            if (r < first - 1 || r > end)
            {
                others.Add(dynamics.SibilancePower(r));
            }
        }

        others.Sort();
        return others.Count == 0 ? 0 : 10 * Math.Log10(highest / Math.Max(1e-14, others[others.Count / 2]));
    }

    private readonly record struct Ess(TimeRange Range, double RiseDb);
}
