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
    /// More ticks in the whole track, per second, are a sound that is meant: those of a beat box, the crackle of a sampled record.
    /// </summary>
    private const double MostPerSecond = 0.4;

    /// <summary>
    /// What is a click even there. The ticks of such music stand up to 31 dB out, single ones of other mixes 39 (measured); wrong samples of a
    /// tenth of full scale stand 45 to 70.
    /// </summary>
    private const float AmongTicksDb = 40;

    /// <summary>Fewer than this are a fault however short the track.</summary>
    private const int AlwaysClicks = 6;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        List<(double Seconds, Click Loudest)> clicks = Moments(meters.Impulses, analysis.Format.SampleRateHz);
        bool ticks = clicks.Count > AlwaysClicks && clicks.Count > MostPerSecond * analysis.DurationSeconds;
        clicks.RemoveAll(click => click.Loudest.StandDb < (ticks ? AmongTicksDb : ClickJudge.LeastStandDb));
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
            if (impulses.Dropouts.Any(hole => seconds > (hole.Frame / rateHz) - SameSeconds && seconds < ((hole.Frame + hole.Frames) / rateHz) + SameSeconds))
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
