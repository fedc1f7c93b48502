using Lacquer.Mastering.Analysis.Levels;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>click</c>: a jump in the waveform, as edits without a cross-fade and full buffers leave it.</summary>
internal sealed class ClickDetector : IFindingDetector
{
    /// <summary>Both channels, and the two walls of a dropout, make one click.</summary>
    private const double SameSeconds = 0.006;

    /// <summary>Clicks this close are one place to look at.</summary>
    private const double PlaceSeconds = 1;

    /// <summary>
    /// More of them in the whole track, per second, are a sound that is meant: the ticks of a beat box, the crackle of a sampled record.
    /// </summary>
    private const double MostPerSecond = 0.4;

    /// <summary>Fewer than this are a fault however short the track.</summary>
    private const int AlwaysClicks = 6;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        List<(double Seconds, Click Loudest)> clicks = Moments(meters.Impulses, analysis.Format.SampleRateHz);
        if (clicks.Count > AlwaysClicks && clicks.Count > MostPerSecond * analysis.DurationSeconds)
        {
            return [];
        }

        clicks.RemoveAll(click => click.Loudest.StandDb < ClickJudge.LeastStandDb);
        var ranges = new List<TimeRange>();
        foreach ((double seconds, _) in clicks)
        {
            if (ranges.Count > 0 && seconds - ranges[^1].End < PlaceSeconds)
            {
                ranges[^1] = ranges[^1] with { End = seconds + SameSeconds };
            }
            else
            {
                ranges.Add(new TimeRange(Math.Max(0, seconds - SameSeconds), Math.Min(analysis.DurationSeconds, seconds + SameSeconds)));
            }
        }

        return TimeRange.AtMost(FindingList.MostPerCode, ranges)
            .Select(range => Of(range, [.. clicks.Where(click => click.Seconds >= range.Start && click.Seconds <= range.End).Select(click => click.Loudest)], analysis));
    }

    /// <summary>Clicks and ticks of both channels by time, without the walls of dropouts.</summary>
    private static List<(double Seconds, Click Loudest)> Moments(ImpulseMeter impulses, double rateHz)
    {
        var moments = new List<(double Seconds, Click Loudest)>();
        foreach (Click click in impulses.Clicks)
        {
            double seconds = click.Frame / rateHz;
            if (impulses.Dropouts.Any(hole => Math.Abs(seconds - (hole.Frame / rateHz)) < SameSeconds + (hole.Frames / rateHz)))
            {
                continue;
            }

            if (moments.Count > 0 && seconds - moments[^1].Seconds < SameSeconds)
            {
                moments[^1] = click.StandDb > moments[^1].Loudest.StandDb ? (moments[^1].Seconds, click) : moments[^1];
                continue;
            }

            moments.Add((seconds, click));
        }

        return moments;
    }

    private static Finding Of(TimeRange range, Click[] clicks, TrackAnalysis analysis)
    {
        Click loudest = clicks.MaxBy(click => click.Height);
        string where = analysis.Format.Channels == 1 ? string.Empty : loudest.Channel == 0 ? " on the left" : " on the right";
        string level = $"{20 * Math.Log10(loudest.Height):0} dBFS";
        return new Finding
        {
            Code = "click",
            Severity = FindingSeverity.Warning,
            StartSeconds = range.Start,
            EndSeconds = range.End,
            Measured = loudest.StandDb,
            Expected = ClickJudge.LeastStandDb,
            Unit = "dB",
            FixIn = FixIn.Mix,
            Message = clicks.Length == 1 ? $"A click of {level}{where}." : $"{clicks.Length} clicks, the loudest of {level}{where}.",
            Advice = "Zoom in there and look for an edit without a cross-fade: draw one of 5 to 10 ms. If there is no edit, the computer ran out of " +
                     "time while recording or bouncing; bounce again with a larger buffer, or redraw the few samples with the pencil.",
        };
    }
}
