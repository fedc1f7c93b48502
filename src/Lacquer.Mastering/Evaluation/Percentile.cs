namespace Lacquer.Mastering.Evaluation;

/// <summary>Percentiles, linear between neighbours.</summary>
internal static class Percentile
{
    /// <summary>One percentile; NaN of nothing.</summary>
    /// <param name="values">In any order; NaN are left out.</param>
    /// <param name="share">0 to 1.</param>
    public static double Of(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        double at = share * (sorted.Length - 1);
        int below = Math.Min((int)at, sorted.Length - 1);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
