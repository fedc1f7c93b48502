namespace Lacquer.Mastering.Evaluation;

/// <summary>
/// How far a number would wander on other collections of music: packages are drawn with replacement, then songs within each of them. The
/// same draws serve every judge, so differences between judges are paired.
/// </summary>
internal sealed class ClusterBootstrap
{
    /// <summary>Resamples: the ends of a 95 % interval then rest on fifty of them each.</summary>
    public const int DefaultCount = 2000;

    private const double Outside = 0.025;

    private readonly int[][] _resamples;
    private readonly int[] _all;

    /// <summary>Draws the resamples.</summary>
    /// <param name="clusters">The package of each song.</param>
    /// <param name="seed">Where the draws begin.</param>
    /// <param name="count">How many.</param>
    public ClusterBootstrap(IReadOnlyList<string> clusters, int seed, int count = DefaultCount)
    {
        _all = [.. Enumerable.Range(0, clusters.Count)];
        int[][] members = [.. _all.GroupBy(song => clusters[song]).Select(group => group.ToArray())];
        var random = new Random(seed);
        _resamples = new int[count][];
        for (int r = 0; r < count; r++)
        {
            var drawn = new List<int>(clusters.Count);
            for (int c = 0; c < members.Length; c++)
            {
                int[] cluster = members[random.Next(members.Length)];
                for (int s = 0; s < cluster.Length; s++)
                {
                    drawn.Add(cluster[random.Next(cluster.Length)]);
                }
            }

            _resamples[r] = [.. drawn];
        }
    }

    /// <summary>A number and its interval.</summary>
    /// <param name="statistic">The number on some songs, each perhaps several times; NaN where it does not exist.</param>
    public Estimate Of(Func<IReadOnlyList<int>, double> statistic)
    {
        double[] values = Array.ConvertAll(_resamples, songs => statistic(songs));
        return new Estimate(statistic(_all), Percentile.Of(values, Outside), Percentile.Of(values, 1 - Outside));
    }

    /// <summary>A mean over songs and its interval.</summary>
    /// <param name="perSong">One number a song; NaN are left out.</param>
    public Estimate OfMean(IReadOnlyList<double> perSong) =>
        Of(songs => songs.Select(song => perSong[song]).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average());
}
