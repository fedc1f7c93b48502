namespace Lacquer.Mastering.Reporting.Html;

/// <summary>What became of the distance between loud and quiet parts, as it was measured.</summary>
internal static class RangeWords
{
    /// <summary>Less nobody would call a change of a song's shape. Chosen; EBU Tech 3342 lets meters be 1 LU off.</summary>
    private const double KeptLu = 0.5;

    /// <summary>Of a track that lasts no minute a range says little: it is made of few values of 3 s. Chosen.</summary>
    private const double LeastSeconds = 60;

    /// <summary>In words; null where there is no range to speak of.</summary>
    public static string? Of(MasteringReport report)
    {
        (double before, double after) = (report.Input.Loudness.Range.Value, report.Result.Loudness.Range.Value);
        double change = Figures.Change(before, after);
        if (!double.IsFinite(change) || report.Input.DurationSeconds < LeastSeconds)
        {
            return null;
        }

        return Math.Abs(change) < KeptLu
            ? $"loud and quiet parts keep their distance: the loudness range is {Figures.Level(before)} LU in the mix and {Figures.Level(after)} LU in the master"
            : $"loud and quiet parts {(change < 0 ? "come closer together" : "move further apart")}: the loudness range goes from {Figures.Level(before)} to {Figures.Level(after)} LU";
    }
}
