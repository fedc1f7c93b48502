namespace Lacquer.Mastering.Reporting.Html.Charts;

/// <summary>One direction of a plot: what it shows from where to where, and its marks.</summary>
internal sealed record Axis
{
    /// <summary>Value at the left or the bottom.</summary>
    public required double Min { get; init; }

    /// <summary>Value at the right or the top.</summary>
    public required double Max { get; init; }

    /// <summary>Whether equal ratios are equally long, as for frequencies.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Marks with their labels.</summary>
    public required IReadOnlyList<Tick> Ticks { get; init; }

    /// <summary>What is shown, with its unit.</summary>
    public required string Title { get; init; }

    /// <summary>Time from the start of a track.</summary>
    public static Axis Time(double durationSeconds, ChartSize size) => new()
    {
        Min = 0,
        Max = durationSeconds,
        Ticks = NiceTicks.Time(durationSeconds, size.MostTimeTicks),
        Title = durationSeconds < NiceTicks.LeastClockSeconds ? "time in s" : durationSeconds < 3_600 ? "time in min:s" : "time in h:min:s",
    };

    /// <summary>The audible frequencies.</summary>
    public static Axis Frequency(ChartSize size) => new()
    {
        Min = 18,
        Max = 22_400,
        IsLogarithmic = true,
        Ticks = NiceTicks.Frequency(size.IsNarrow),
        Title = "frequency in Hz",
    };

    /// <summary>A range of values with ends on marks.</summary>
    /// <param name="low">Lowest value to show.</param>
    /// <param name="high">Highest value to show.</param>
    /// <param name="most">Most marks.</param>
    /// <param name="title">What is shown, with its unit.</param>
    public static Axis Linear(double low, double high, int most, string title)
    {
        double step = NiceTicks.Step(high - low, most);
        double min = Math.Floor((low / step) + 1e-9) * step;
        double max = Math.Ceiling((high / step) - 1e-9) * step;
        return new Axis { Min = min, Max = max, Ticks = NiceTicks.Linear(min, max, step), Title = title };
    }

    /// <summary>Where a value lies: 0 at <see cref="Min"/>, 1 at <see cref="Max"/>; what lies beyond is drawn at the edge.</summary>
    public double Share(double value)
    {
        double share = IsLogarithmic ? Math.Log(value / Min) / Math.Log(Max / Min) : (value - Min) / (Max - Min);
        return Math.Clamp(share, 0, 1);
    }
}
