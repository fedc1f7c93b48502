using Lacquer.Mastering.Analysis.Levels;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>dropout</c>: a hole of some milliseconds in the sound, or one value or the sound before again in its place.</summary>
internal sealed class DropoutDetector : IFindingDetector
{
    /// <summary>Holes this close are one place to look at, in seconds.</summary>
    private const double PlaceSeconds = 1;

    /// <summary>Holes of both channels this close are one moment, in seconds.</summary>
    private const double SameSeconds = 0.006;

    /// <summary>More moments in the whole track, per second, may be how an old sound chip or a gate stops its notes: if they keep time.</summary>
    private const double MostPerSecond = 0.12;

    /// <summary>More than this, per second, are a sound of its own even out of time. Chosen.</summary>
    private const double MostOutOfTime = 3;

    /// <summary>Notes keep time: so many of the distances between moments come back, by chance two in five. Chosen.</summary>
    private const double TimedShare = 0.6;

    /// <summary>Distances are the same when they differ by less, in seconds.</summary>
    private const double SameDistanceSeconds = 0.004;

    /// <summary>So many holes before notes for each that is none, and that one is an accident of the same chip.</summary>
    private const double MostBeforeNotes = 1;

    /// <summary>Fewer than this are a fault however short the track.</summary>
    private const int AlwaysMoments = 6;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double rateHz = analysis.Format.SampleRateHz;
        ILookup<bool, Dropout> found = meters.Impulses.Dropouts.ToLookup(hole => hole.BeforeNote);
        Dropout[] holes = [.. found[false]];
        if (found[true].Count() >= MostBeforeNotes * holes.Length || IsStyle(Moments(holes, rateHz), analysis.DurationSeconds))
        {
            return [];
        }

        var ranges = new List<TimeRange>();
        foreach (Dropout hole in holes)
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

        return TimeRange.AtMost(FindingList.MostPerCode, ranges).Select(range => Of(range, holes, meters.Levels.Channels, analysis));
    }

    /// <summary>When the sound drops out in one channel or in all, in seconds.</summary>
    private static List<double> Moments(IReadOnlyList<Dropout> holes, double rateHz)
    {
        var moments = new List<double>();
        foreach (Dropout hole in holes)
        {
            double seconds = hole.Frame / rateHz;
            if (moments.Count == 0 || seconds - moments[^1] > SameSeconds)
            {
                moments.Add(seconds);
            }
        }

        return moments;
    }

    private static bool IsStyle(List<double> moments, double durationSeconds)
    {
        if (moments.Count <= AlwaysMoments || moments.Count <= MostPerSecond * durationSeconds)
        {
            return false;
        }

        double[] distances = [.. moments.Zip(moments.Skip(1), (a, b) => b - a).Order()];
        int again = 0;
        for (int i = 0; i < distances.Length; i++)
        {
            again += (i > 0 && distances[i] - distances[i - 1] < SameDistanceSeconds)
                || (i + 1 < distances.Length && distances[i + 1] - distances[i] < SameDistanceSeconds) ? 1 : 0;
        }

        return moments.Count > MostOutOfTime * durationSeconds || again > TimedShare * distances.Length;
    }

    private static Finding Of(TimeRange range, Dropout[] all, int channels, TrackAnalysis analysis)
    {
        double rateHz = analysis.Format.SampleRateHz;
        Dropout[] holes = [.. all.Where(hole => hole.Frame / rateHz >= range.Start - 1e-9 && hole.Frame / rateHz <= range.End)];
        double longest = holes.Max(hole => hole.Frames) / rateHz;
        bool both = holes.Select(hole => hole.Channel).Distinct().Count() == channels;
        string where = both ? string.Empty : holes[0].Channel == 0 ? " on the left" : " on the right";
        Dropout worst = holes.MaxBy(hole => hole.Frames);
        string what = worst.Kind switch
        {
            DropoutKind.Stuck => "The sound stands still",
            DropoutKind.Repeat => "A piece of sound is played again",
            _ => "The sound drops out",
        };
        int moments = Moments(holes, rateHz).Count;
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
            Message = moments == 1
                ? $"{what} for {1000 * longest:0.#} ms{where}."
                : $"{what} for up to {1000 * longest:0.#} ms{where}; {moments} such places.",
            Advice = "Listen to the tracks there one by one. If one of them has the hole, record or import it again; if none has, the computer " +
                     "ran out of time while bouncing: freeze heavy plug-ins, take a larger buffer and bounce again.",
        };
    }
}
