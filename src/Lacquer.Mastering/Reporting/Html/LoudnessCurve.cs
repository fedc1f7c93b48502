namespace Lacquer.Mastering.Reporting.Html;

/// <summary>Short-term loudness over time in few enough points to draw: mean power, softest and loudest within each.</summary>
internal sealed record LoudnessCurve
{
    /// <summary>Most points of a plotted curve, however long the track: about what a page is wide. Chosen.</summary>
    public const int MostPoints = 600;

    private const double HalfWindowSeconds = 1.5; // entry i of the series is the loudness from second i to second i + 3

    /// <summary>Middle of each point, in seconds from the start.</summary>
    public required double[] Seconds { get; init; }

    /// <summary>Mean power, as LUFS; −∞ where all is silent.</summary>
    public required double[] MeanLufs { get; init; }

    /// <summary>Softest 3 s, in LUFS.</summary>
    public required double[] MinLufs { get; init; }

    /// <summary>Loudest 3 s, in LUFS.</summary>
    public required double[] MaxLufs { get; init; }

    /// <summary>Whether points stand for more than one value.</summary>
    public required bool IsThinned { get; init; }

    /// <summary>The curve of a track's short-term loudness.</summary>
    /// <param name="everySecond">LUFS, one value a second.</param>
    /// <param name="most">Most points.</param>
    public static LoudnessCurve Of(IReadOnlyList<double> everySecond, int most = MostPoints)
    {
        int count = Math.Min(everySecond.Count, most);
        (var seconds, var mean, var min, var max) = (new double[count], new double[count], new double[count], new double[count]);
        for (int p = 0; p < count; p++)
        {
            int first = (int)((long)p * everySecond.Count / count);
            int end = (int)((long)(p + 1) * everySecond.Count / count);
            double power = 0;
            (min[p], max[p]) = (double.PositiveInfinity, double.NegativeInfinity);
            for (int i = first; i < end; i++)
            {
                power += Math.Pow(10, everySecond[i] / 10);
                (min[p], max[p]) = (Math.Min(min[p], everySecond[i]), Math.Max(max[p], everySecond[i]));
            }

            mean[p] = end - first == 1 ? everySecond[first] : 10 * Math.Log10(power / (end - first));
            seconds[p] = (0.5 * (first + end - 1)) + HalfWindowSeconds;
        }

        return new LoudnessCurve { Seconds = seconds, MeanLufs = mean, MinLufs = min, MaxLufs = max, IsThinned = count < everySecond.Count };
    }
}
