using Lacquer.Mastering.Evaluation;
using Lacquer.Mastering.Evaluation.Contestants;

namespace Lacquer.Mastering.Tests.Evaluation;

/// <summary>Contestants whose scores are known beforehand.</summary>
public sealed class FaultTrialTests
{
    private const double Exactly = 1e-6;
    private const double KnownDb = 0.8;

    private static readonly FaultResult Result = Run();

    [Fact]
    public void Who_knows_the_fault_removes_all_of_it()
    {
        FaultScores oracle = Result.Of(Evaluator.ModelKey);
        Assert.Equal(100, oracle.Removed.Value, Exactly);
        Assert.Equal(100, oracle.RemovedStrong.Value, Exactly);
        Assert.Equal(100, oracle.Improved.Value, Exactly);
        Assert.All(oracle.RemovedByQuarter, quarter => Assert.Equal(100, quarter.Value, Exactly));
        Assert.Equal(0, oracle.Clean.Value, Exactly);
        Assert.All(oracle.ByFrequencyDb, db => Assert.Equal(0, db, Exactly));
        Assert.Empty(Result.Worst);
    }

    [Fact]
    public void Who_does_nothing_removes_nothing()
    {
        FaultScores nothing = Result.Of("nothing");
        Assert.Equal(0, nothing.Removed.Value, Exactly);
        Assert.Equal(0, nothing.Improved.Value, Exactly);
        Assert.Equal(0, nothing.Clean90.Value, Exactly);
        PairedDifference difference = Result.Differences.First(other => other.Key == "nothing");
        Assert.Equal(100, difference.Removed.Value, Exactly);
        Assert.True(difference.Removed.ExcludesZero);
    }

    [Fact]
    public void Who_moves_everything_by_a_known_curve_is_charged_with_it()
    {
        FaultScores mover = Result.Of("mover");
        Assert.Equal(KnownDb, mover.Clean.Value, Exactly);
        Assert.Equal(KnownDb, mover.Clean90.Value, Exactly);
        Assert.Equal(KnownDb, mover.Clean.Low, Exactly);
    }

    [Fact]
    public void A_half_correction_removes_half() => Assert.Equal(50, Result.Of("half").Removed.Value, Exactly);

    [Fact]
    public void The_original_as_a_reference_leaves_only_what_reading_the_bands_costs() =>
        Assert.InRange(Result.Of("matchOriginal").Removed.Value, 94, 100);

    [Fact]
    public void Every_case_is_counted_once()
    {
        Assert.Equal(3 * 8, Result.Cases);
        Assert.Equal(Result.Cases, Result.CasesBeforeDb.Count);
        Assert.Equal(Result.CasesBeforeDb.Count(db => db > 2), Result.StrongCases);
        Assert.Equal(["a", "b"], Result.Packages.Select(package => package.Package));
        Assert.Equal([2, 1], Result.Packages.Select(package => package.Songs));
    }

    private static FaultResult Run()
    {
        EvaluatedSong[] songs = [Songs.Pink("a", 1), Songs.Pink("a", 2), Songs.Pink("b", 3)];
        double[] known = [.. Enumerable.Range(0, ThirdOctaves.Count).Select(i => i == 12 ? 0 : i % 2 == 0 ? 1.0 : -1.0)];
        double size = ThirdOctaves.Rms(known);
        IContestant[] contestants =
        [
            new Told(Evaluator.ModelKey, song => [.. song.Fault.ThirdsDb.Select(db => -db)]),
            new Nothing(),
            new Told("half", song => [.. song.Fault.ThirdsDb.Select(db => -0.5 * db)]),
            new Told("mover", _ => [.. known.Select(db => KnownDb * db / size)]),
            new ReferenceMatch(new OriginalReference(), "original"),
        ];
        return new FaultTrial(songs, draws: 8, seed: 1).Run(contestants, [], new StyleReference(songs), progress: null, TestContext.Current.CancellationToken);
    }

    private sealed class Told(string key, Func<SpoiltSong, double[]> correct) : IContestant
    {
        public string Key => key;

        public string Name => key;

        public double[] Correct(SpoiltSong song) => correct(song);
    }
}
