namespace Lacquer.Mastering.Evaluation;

/// <summary>A number with its 95 % bootstrap interval. NaN where there is nothing to measure it on.</summary>
/// <param name="Value">On all songs.</param>
/// <param name="Low">2.5th percentile over the resamples.</param>
/// <param name="High">97.5th percentile.</param>
public readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>Whether the interval lies on one side of zero.</summary>
    public bool ExcludesZero => Low > 0 || High < 0;
}
