using Lacquer.Mastering.Analysis.Levels;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>dropout</c>: a hole of some milliseconds in the sound.</summary>
internal sealed class DropoutDetector : IFindingDetector
{
    /// <summary>Holes this close are one place to look at, in seconds.</summary>
    private const double PlaceSeconds = 1;

    /// <summary>Holes of both channels this close are one moment, in seconds.</summary>
    private const double SameSeconds = 0.006;

    /// <summary>More moments in the whole track, per second, are how an old sound chip stops its notes.</summary>
    private const double MostPerSecond = 0.12;

    /// <summary>Fewer than this are a fault however short the track.</summary>
    private const int AlwaysMoments = 6;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double rateHz = analysis.Format.SampleRateHz;
        int moments = Moments(meters.Impulses.Dropouts, rateHz);
        if (moments > AlwaysMoments && moments > MostPerSecond * analysis.DurationSeconds)
        {
            return [];
        }

        var ranges = new List<TimeRange>();
        foreach (Dropout hole in meters.Impulses.Dropouts)
        {
            (double start, double end) = (hole.Frame / rateHz, (hole.Frame + hole.Frames) / rateHz);
            if (ranges.Count > 0 && start - ranges[^1].End < PlaceSeconds)
            {
                ranges[^1] = ranges[^1] with { End = Math.Max(end, ranges[^1].End) };
            }
            else
            {
                ranges.Add(new TimeRange(start, end));
            }
        }

        return TimeRange.AtMost(FindingList.MostPerCode, ranges).Select(range => Of(range, meters, analysis));
    }

    private static int Moments(IReadOnlyList<Dropout> holes, double rateHz)
    {
        int count = 0;
        for (int i = 0; i < holes.Count; i++)
        {
            count += i == 0 || holes[i].Frame - holes[i - 1].Frame > SameSeconds * rateHz ? 1 : 0;
        }

        return count;
    }

    private static Finding Of(TimeRange range, TrackMeters meters, TrackAnalysis analysis)
    {
        double rateHz = analysis.Format.SampleRateHz;
        Dropout[] holes = [.. meters.Impulses.Dropouts.Where(hole => hole.Frame / rateHz >= range.Start - 1e-9 && hole.Frame / rateHz <= range.End)];
        double longest = holes.Max(hole => hole.Frames) / rateHz;
        bool both = holes.Select(hole => hole.Channel).Distinct().Count() == meters.Levels.Channels;
        string where = both ? string.Empty : holes[0].Channel == 0 ? " on the left" : " on the right";
        return new Finding
        {
            Code = "dropout",
            Severity = FindingSeverity.Error,
            StartSeconds = range.Start,
            EndSeconds = range.End,
            Measured = 1000 * longest,
            Expected = 0,
            Unit = "ms",
            FixIn = FixIn.Mix,
            Message = $"The sound drops out for {1000 * longest:0.#} ms{where}.",
            Advice = "Listen to the tracks there one by one. If one of them has the hole, record or import it again; if none has, the computer " +
                     "ran out of time while bouncing: freeze heavy plug-ins, take a larger buffer and bounce again.",
        };
    }
}
