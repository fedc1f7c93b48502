using System.Globalization;

namespace Lacquer.Mastering.Reporting.Html.Charts;

/// <summary>Marks at the numbers people count in.</summary>
internal static class NiceTicks
{
    /// <summary>Shorter tracks are counted in seconds.</summary>
    public const double LeastClockSeconds = 10;

    /// <summary>Steps of clocks, in seconds, from a tenth to six hours.</summary>
    private static readonly double[] TimeSteps =
        [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600];

    /// <summary>The smallest step of 1, 2 or 5 times a power of ten that needs no more marks than asked for.</summary>
    /// <param name="range">Distance of the ends, &gt; 0.</param>
    /// <param name="most">Most steps.</param>
    public static double Step(double range, int most)
    {
        double least = range / most;
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        foreach (double factor in (double[])[1, 2, 5])
        {
            if (factor * power >= least * (1 - 1e-9))
            {
                return factor * power;
            }
        }

        return 10 * power;
    }

    /// <summary>Marks at every step, both ends included.</summary>
    public static IReadOnlyList<Tick> Linear(double min, double max, double step)
    {
        string format = step >= 1 ? "0" : step >= 0.1 ? "0.0" : "0.00";
        int count = (int)Math.Round((max - min) / step);
        return [.. Enumerable.Range(0, count + 1).Select(i => Math.Round(min + (i * step), 9)).Select(value => new Tick(value, Figures.Number(value, format)))];
    }

    /// <summary>Marks from 0 to the end of a track.</summary>
    public static IReadOnlyList<Tick> Time(double durationSeconds, int most)
    {
        double step = Array.Find(TimeSteps, candidate => durationSeconds / candidate <= most);
        step = step == 0 ? TimeSteps[^1] : step;
        bool clock = durationSeconds >= LeastClockSeconds;
        int count = (int)((durationSeconds / step) + 1e-9);
        return [.. Enumerable.Range(0, count + 1).Select(i => i * step)
            .Select(seconds => new Tick(seconds, clock ? Figures.Time(seconds, durationSeconds) : seconds.ToString("0.#", CultureInfo.InvariantCulture)))];
    }

    /// <summary>The frequencies that engineers read off.</summary>
    public static IReadOnlyList<Tick> Frequency(bool few)
    {
        double[] hz = few ? [20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000] : [20, 30, 50, 100, 200, 300, 500, 1_000, 2_000, 3_000, 5_000, 10_000, 20_000];
        return [.. hz.Select(f => new Tick(f, f < 1_000 ? f.ToString("0", CultureInfo.InvariantCulture) : $"{(f / 1_000).ToString("0", CultureInfo.InvariantCulture)}k"))];
    }
}
