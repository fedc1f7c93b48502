using System.Diagnostics;
using Lacquer.Audio;
using Lacquer.Mastering;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Decision.Statistical;

namespace Lacquer.Benchmarks;

/// <summary>What share of a master's time goes into features and into the networks.</summary>
internal static class InferenceShare
{
    private const int Runs = 5;

    /// <summary>Masters a mix several times and prints medians.</summary>
    /// <param name="mix">A sound file; WAV, so that no decoder counts.</param>
    public static void Print(string mix)
    {
        string folder = Directory.CreateTempSubdirectory("lacquer-inference-").FullName;
        try
        {
            var judge = LearnedJudge.Load();
            var statistical = new StatisticalJudge(TonalReference.Default);
            var analyser = new TrackAnalyser();
            var session = new MasteringSession(analyser, new Decider(judge));
            var request = new MasteringRequest { InputPath = mix, OutputPath = Path.Combine(folder, "master.wav"), Overwrite = true };
            using IAudioSource source = AudioFile.Open(mix, AudioLimits.Default, CancellationToken.None);
            TrackAnalysis analysis = analyser.AnalyseWithSegments(source);
            var (plain, full, networks, whole) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (int run = 0; run <= Runs; run++)
            {
                double p = Seconds(() => analyser.Analyse(source));
                double f = Seconds(() => analyser.AnalyseWithSegments(source));
                double n = Seconds(() => judge.Judge(analysis)) - Seconds(() => statistical.Judge(analysis));
                double w = Seconds(() => session.Run(request, progress: null, CancellationToken.None));
                if (run > 0)
                {
                    // The first one compiles.
                    plain.Add(p);
                    full.Add(f);
                    networks.Add(n);
                    whole.Add(w);
                }
            }

            double total = Median(whole);
            Console.WriteLine($"{analysis.DurationSeconds:0} s of music, {analysis.Segments.Count} segments, {Runs} runs, {Environment.ProcessorCount} cores; medians");
            Console.WriteLine("| part | wall ms | share of the whole |");
            Console.WriteLine("|---|---|---|");
            Row("whole master", total);
            Row("analysis without features", Median(plain));
            Row("features", Median(full) - Median(plain));
            Row("networks", Median(networks));

            void Row(string name, double seconds) => Console.WriteLine($"| {name} | {1_000 * seconds:0.0} | {100 * seconds / total:0.0} % |");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Seconds(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
