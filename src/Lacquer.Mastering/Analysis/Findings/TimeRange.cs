namespace Lacquer.Mastering.Analysis.Findings;

/// <summary>A stretch of time.</summary>
/// <param name="Start">Start, in seconds.</param>
/// <param name="End">End, in seconds.</param>
internal readonly record struct TimeRange(double Start, double End)
{
    /// <summary>Length, in seconds.</summary>
    public double Seconds => End - Start;

    /// <summary>The stretches in which a flag is set.</summary>
    /// <param name="flags">One per step of time.</param>
    /// <param name="stepsPerSecond">Steps in a second.</param>
    /// <param name="durationSeconds">Where the track ends; no stretch ends later.</param>
    /// <param name="mergeSeconds">Stretches with a smaller gap between them become one.</param>
    public static List<TimeRange> Where(ReadOnlySpan<bool> flags, double stepsPerSecond, double durationSeconds, double mergeSeconds)
    {
        var ranges = new List<TimeRange>();
        for (int i = 0; i < flags.Length; i++)
        {
            if (!flags[i])
            {
                continue;
            }

            double start = i / stepsPerSecond;
            double end = Math.Min(durationSeconds, (i + 1) / stepsPerSecond);
            if (ranges.Count > 0 && start - ranges[^1].End < mergeSeconds)
            {
                ranges[^1] = ranges[^1] with { End = end };
            }
            else
            {
                ranges.Add(new TimeRange(start, end));
            }
        }

        return ranges;
    }

    /// <summary>Joins the stretches with the smallest gaps until no more are left than asked for.</summary>
    public static List<TimeRange> AtMost(int count, List<TimeRange> ranges)
    {
        for (double gap = 2; ranges.Count > count; gap *= 1.5)
        {
            var joined = new List<TimeRange>();
            foreach (TimeRange range in ranges)
            {
                if (joined.Count > 0 && range.Start - joined[^1].End < gap)
                {
                    joined[^1] = joined[^1] with { End = range.End };
                }
                else
                {
                    joined.Add(range);
                }
            }

            ranges = joined;
        }

        return ranges;
    }
}
