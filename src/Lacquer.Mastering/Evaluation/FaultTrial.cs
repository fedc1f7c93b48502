using Lacquer.Mastering.Evaluation.Contestants;

namespace Lacquer.Mastering.Evaluation;

/// <summary>Spoils every song with the same faults for all contestants, and scores what they make of it.</summary>
internal sealed class FaultTrial(IReadOnlyList<EvaluatedSong> songs, int draws, int seed)
{
    private const int WorstCases = 5;
    private const int BootstrapSeed = 1; // beside the trial's own

    /// <summary>Runs it.</summary>
    /// <param name="judges">The model among them, by <see cref="Evaluator.ModelKey"/>.</param>
    /// <param name="informed">The model with references.</param>
    /// <param name="style">The reference of which some songs have none.</param>
    /// <param name="progress">Told the share that is done; may be null.</param>
    /// <param name="cancel">Stops between two songs.</param>
    public FaultResult Run(
        IReadOnlyList<IContestant> judges, IReadOnlyList<IContestant> informed, StyleReference style, IProgress<double>? progress, CancellationToken cancel)
    {
        IContestant[] all = [.. judges, .. informed];
        var heard = new SongCases[songs.Count];
        InParallel.For(songs.Count, progress, s => heard[s] = Judge(songs[s], all), cancel);

        double[][] before = Array.ConvertAll(heard, song => song.BeforeDb);
        FaultCases[] cases = [.. all.Select((contestant, c) => new FaultCases
        {
            Key = contestant.Key,
            Name = contestant.Name,
            BeforeDb = before,
            AfterDb = Array.ConvertAll(heard, song => song.AfterDb[c]),
            CleanDb = Array.ConvertAll(heard, song => song.CleanDb[c]),
            ByFrequencyDb = [.. Enumerable.Range(0, ThirdOctaves.Count).Select(i => heard.Average(song => song.ByFrequencyDb[c][i]))],
        })];
        FaultCases model = cases.First(one => one.Key == Evaluator.ModelKey);
        var scorer = new FaultScorer(before, new ClusterBootstrap([.. songs.Select(song => song.Track.Package)], seed + BootstrapSeed));
        double[] sizes = [.. before.SelectMany(song => song)];
        return new FaultResult
        {
            Cases = sizes.Length,
            StrongCases = sizes.Count(FaultScorer.IsStrong),
            MeanFaultDb = sizes.Average(),
            QuarterEdgesDb = scorer.QuarterEdgesDb,
            CentresHz = ThirdOctaves.CentresHz,
            Judges = [.. cases.Take(judges.Count).Select(scorer.Of)],
            Differences = [.. cases.Take(judges.Count).Where(other => other != model).Select(other => scorer.Difference(model, other))],
            Information = [.. cases.Skip(judges.Count).Select(scorer.Of)],
            Packages = [.. Packages(model)],
            Worst = [.. Worst(model)],
            CasesBeforeDb = sizes,
            CasesAfterDb = [.. model.AfterDb.SelectMany(song => song)],
            SongsWithoutStyleReference = songs.Count(song => style.Candidates(song).Count == 0),
        };
    }

    private SongCases Judge(EvaluatedSong song, IContestant[] contestants)
    {
        int own = SongSeed.Of(song.Track, seed);
        var random = new Random(own);
        var cases = new SongCases(contestants.Length, draws);
        for (int d = 0; d < draws; d++)
        {
            var fault = EqualizerFault.Draw(random);
            var spoilt = new SpoiltSong(song, fault, own + d + 1);
            cases.BeforeDb[d] = fault.SizeDb;
            for (int c = 0; c < contestants.Length; c++)
            {
                double[] left = ThirdOctaves.Sum(fault.ThirdsDb, contestants[c].Correct(spoilt));
                cases.AfterDb[c][d] = ThirdOctaves.Rms(left);
                for (int i = 0; i < left.Length; i++)
                {
                    cases.ByFrequencyDb[c][i] += Math.Abs(left[i]) / draws;
                }
            }
        }

        var clean = new SpoiltSong(song, EqualizerFault.None, own);
        for (int c = 0; c < contestants.Length; c++)
        {
            cases.CleanDb[c] = ThirdOctaves.Rms(contestants[c].Correct(clean));
        }

        return cases;
    }

    private IEnumerable<PackageScore> Packages(FaultCases model)
    {
        foreach (IGrouping<string, int> package in Enumerable.Range(0, songs.Count).GroupBy(s => songs[s].Track.Package))
        {
            (double Before, double After)[] cases = [.. package.SelectMany(s => model.BeforeDb[s].Zip(model.AfterDb[s]))];
            (double Before, double After)[] strong = [.. cases.Where(one => FaultScorer.IsStrong(one.Before))];
            yield return new PackageScore
            {
                Package = package.Key,
                Songs = package.Count(),
                Removed = Removed(cases),
                RemovedStrong = Removed(strong),
                Improved = 100.0 * cases.Count(one => one.After < one.Before) / cases.Length,
                Clean = package.Average(s => model.CleanDb[s]),
            };
        }
    }

    private static double Removed((double Before, double After)[] cases) => 100 * (1 - (cases.Sum(one => one.After) / cases.Sum(one => one.Before)));

    private IEnumerable<WorstCase> Worst(FaultCases model) =>
        Enumerable.Range(0, songs.Count)
            .SelectMany(s => model.BeforeDb[s].Select((before, d) => new WorstCase
            {
                Song = songs[s].Track.Name,
                Draw = d + 1,
                BeforeDb = before,
                AfterDb = model.AfterDb[s][d],
            }))
            .Where(one => one.AfterDb > one.BeforeDb)
            .OrderByDescending(one => one.AfterDb - one.BeforeDb)
            .Take(WorstCases);

    /// <summary>One song's cases, for every contestant.</summary>
    private sealed class SongCases(int contestants, int draws)
    {
        public double[] BeforeDb { get; } = new double[draws];

        public double[][] AfterDb { get; } = [.. Enumerable.Range(0, contestants).Select(_ => new double[draws])];

        public double[] CleanDb { get; } = new double[contestants];

        public double[][] ByFrequencyDb { get; } = [.. Enumerable.Range(0, contestants).Select(_ => new double[ThirdOctaves.Count])];
    }
}
