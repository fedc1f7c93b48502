namespace Lacquer.Mastering.Evaluation;

/// <summary>Scores contestants on the same faults. As scores in training/calibration.py, with intervals.</summary>
internal sealed class FaultScorer
{
    /// <summary>A fault above this is strong, dB RMS.</summary>
    public const double StrongDb = 2;

    private const int Quarters = 4;
    private const double HighShare = 0.9;

    private readonly ClusterBootstrap _bootstrap;

    /// <summary>Prepares for some faults.</summary>
    /// <param name="beforeDb">Residual of each song's draws, dB RMS.</param>
    /// <param name="bootstrap">Over the same songs.</param>
    public FaultScorer(double[][] beforeDb, ClusterBootstrap bootstrap)
    {
        _bootstrap = bootstrap;
        double[] all = [.. beforeDb.SelectMany(song => song)];
        QuarterEdgesDb = [.. Enumerable.Range(0, Quarters + 1).Select(q => Percentile.Of(all, q / (double)Quarters))];
    }

    /// <summary>Edges of the quarters of fault size: five numbers, dB RMS.</summary>
    public double[] QuarterEdgesDb { get; }

    /// <summary>The scores of one.</summary>
    public FaultScores Of(FaultCases cases) => new()
    {
        Key = cases.Key,
        Name = cases.Name,
        Removed = _bootstrap.Of(Removed(cases, _ => true)),
        RemovedStrong = _bootstrap.Of(Removed(cases, IsStrong)),
        RemovedByQuarter = [.. Enumerable.Range(0, Quarters).Select(q => _bootstrap.Of(Removed(cases, db => Quarter(db) == q)))],
        Improved = _bootstrap.Of(Improved(cases, _ => true)),
        ImprovedStrong = _bootstrap.Of(Improved(cases, IsStrong)),
        Clean = _bootstrap.OfMean(cases.CleanDb),
        Clean90 = _bootstrap.Of(songs => Percentile.Of(songs.Select(song => cases.CleanDb[song]), HighShare)),
        ByFrequencyDb = cases.ByFrequencyDb,
    };

    /// <summary>By how much one removes more than another, on the same resamples.</summary>
    public PairedDifference Difference(FaultCases one, FaultCases other)
    {
        Estimate Of(Func<double, bool> counts)
        {
            Func<IReadOnlyList<int>, double> a = Removed(one, counts);
            Func<IReadOnlyList<int>, double> b = Removed(other, counts);
            return _bootstrap.Of(songs => a(songs) - b(songs));
        }

        return new PairedDifference { Key = other.Key, Name = other.Name, Removed = Of(_ => true), RemovedStrong = Of(IsStrong) };
    }

    /// <summary>Whether a fault is strong.</summary>
    public static bool IsStrong(double db) => db > StrongDb;

    private int Quarter(double db)
    {
        int q = 0;
        while (q < Quarters - 1 && db > QuarterEdgesDb[q + 1])
        {
            q++;
        }

        return q;
    }

    private static Func<IReadOnlyList<int>, double> Removed(FaultCases cases, Func<double, bool> counts)
    {
        double[] before = Sums(cases, counts, (b, _) => b);
        double[] after = Sums(cases, counts, (_, a) => a);
        return songs => 100 * (1 - (Total(after, songs) / Total(before, songs)));
    }

    private static Func<IReadOnlyList<int>, double> Improved(FaultCases cases, Func<double, bool> counts)
    {
        double[] better = Sums(cases, counts, (b, a) => a < b ? 1 : 0);
        double[] all = Sums(cases, counts, (_, _) => 1);
        return songs => 100 * Total(better, songs) / Total(all, songs);
    }

    /// <summary>Per song the sum over those draws that count.</summary>
    private static double[] Sums(FaultCases cases, Func<double, bool> counts, Func<double, double, double> value) =>
        [.. cases.BeforeDb.Zip(cases.AfterDb, (before, after) => before.Zip(after, (b, a) => counts(b) ? value(b, a) : 0).Sum())];

    private static double Total(double[] perSong, IReadOnlyList<int> songs)
    {
        double total = 0;
        for (int i = 0; i < songs.Count; i++)
        {
            total += perSong[songs[i]];
        }

        return total;
    }
}
