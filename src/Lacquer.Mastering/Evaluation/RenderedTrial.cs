using System.Globalization;
using Lacquer.Audio;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting;

namespace Lacquer.Mastering.Evaluation;

/// <summary>Spoils the loudest part of every track in audio, has the program master it, and measures how near it comes to the original.</summary>
internal sealed class RenderedTrial(StyleClassifier? styles, IReadOnlyList<RenderedWay> ways, int seed)
{
    private const double ExcerptSeconds = 30;
    private const int BootstrapSeed = 2;  // beside the trial's own
    private const int SpoilSeed = 1 << 20; // other draws than those of the faults in the features
    private const double UsualCeilingDbtp = -1;
    private const double QuieterLu = 1;         // at a time, where a spoilt excerpt cannot be made as loud as the original was
    private const double MostQuieterLu = 15;

    /// <summary>Runs it. Excerpts and masters go to a temporary folder; each track's are gone before the next one's come.</summary>
    /// <param name="songs">The tracks.</param>
    /// <param name="folder">The folder that holds their packages.</param>
    /// <param name="progress">Told the share that is done; may be null.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AudioFileException">A track cannot be read any more, or the disk is full.</exception>
    public RenderedResult Run(IReadOnlyList<EvaluatedSong> songs, string folder, IProgress<double>? progress, CancellationToken cancel)
    {
        string scratch = Directory.CreateTempSubdirectory("lacquer-evaluate-").FullName;
        try
        {
            var errors = new TrackErrors[songs.Count];
            InParallel.For(songs.Count, progress, s =>
            {
                string own = Directory.CreateDirectory(Path.Combine(scratch, s.ToString(CultureInfo.InvariantCulture))).FullName;
                errors[s] = Master(songs[s], folder, own, cancel);
                Directory.Delete(own, recursive: true);
            }, cancel);
            return Summarise(songs, errors);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private TrackErrors Master(EvaluatedSong song, string folder, string scratch, CancellationToken cancel)
    {
        var analyser = new TrackAnalyser(styles);
        var clip = SoundClip.Loudest(song.Track.In(folder), song.Analysis.ShortTermLufs, ExcerptSeconds, cancel);
        string clean = Path.Combine(scratch, "clean.wav");
        clip.Write(clean);
        RenderedMeasure.Heard original = Hear(analyser, clean, clip, cancel);

        SoundClip faulty = clip.Copy();
        InverseMastering.Draw(new Random(SongSeed.Of(song.Track, seed) + SpoilSeed)).Apply(faulty.Buffer, faulty.SampleRateHz);
        string spoilt = Path.Combine(scratch, "spoilt.wav");
        faulty.Write(spoilt);

        // As loud as the original was; under its own peak where that lies above the usual ceiling, or the limiter would be measured.
        LoudnessSummary loudness = original.Analysis.Loudness;
        double[] unmastered = Errors(original, Hear(analyser, spoilt, faulty, cancel));
        for (double quieterLu = 0; ; quieterLu += QuieterLu)
        {
            var controls = new Controls
            {
                LoudnessLufs = Math.Clamp(loudness.Integrated.Value - quieterLu, -60, 0),
                CeilingDbtp = Math.Clamp(loudness.TruePeak.Value, UsualCeilingDbtp, 0),
            };
            var found = new TrackErrors(ways.Count) { Unmastered = unmastered, IsQuieter = quieterLu > 0 };
            try
            {
                MasterAt(controls, found);
                return found;
            }
            catch (PlanException) when (quieterLu < MostQuieterLu)
            {
                // Limiting cannot reach it; all ways try again, so that they stay comparable.
            }
        }

        void MasterAt(Controls controls, TrackErrors found)
        {
            found.RecognisedMaster = FinishedMaster.Is(original.Analysis, LoudnessTarget.From(controls));
            for (int w = 0; w < ways.Count; w++)
            {
                found.Spoilt[w] = Errors(original, Mastered(analyser, ways[w], spoilt, controls, cancel));
                found.Clean[w] = Errors(original, Mastered(analyser, ways[w], clean, controls, cancel));
            }
        }
    }

    private static RenderedMeasure.Heard Hear(TrackAnalyser analyser, string path, SoundClip clip, CancellationToken cancel)
    {
        using IAudioSource source = AudioFile.Open(path, AudioLimits.Default, cancel);
        return new RenderedMeasure.Heard { Clip = clip, Analysis = analyser.Analyse(source, progress: null, cancel) };
    }

    private static RenderedMeasure.Heard Mastered(TrackAnalyser analyser, RenderedWay way, string input, Controls controls, CancellationToken cancel)
    {
        string output = Path.ChangeExtension(input, ".master.wav");
        var session = new MasteringSession(analyser, new Decider(way.Judge));
        var request = new MasteringRequest { InputPath = input, OutputPath = output, Overwrite = true, Controls = controls, Bypassed = way.Bypassed };
        MasteringReport report = session.Run(request, progress: null, cancel);
        return new RenderedMeasure.Heard { Clip = SoundClip.Of(output, cancel), Analysis = report.Result };
    }

    private static double[] Errors(RenderedMeasure.Heard original, RenderedMeasure.Heard other) =>
        [.. RenderedMeasure.All.Select(measure => measure.Error(original, other))];

    private RenderedResult Summarise(IReadOnlyList<EvaluatedSong> songs, TrackErrors[] errors)
    {
        var bootstrap = new ClusterBootstrap([.. songs.Select(song => song.Track.Package)], seed + BootstrapSeed);
        Estimate[] Means(Func<TrackErrors, double[]> of) =>
            [.. RenderedMeasure.All.Select((_, m) => bootstrap.OfMean(Array.ConvertAll(errors, track => of(track)[m])))];
        int basis = ways.ToList().FindIndex(way => way.Key == Evaluator.LoudnessOnlyKey);
        return new RenderedResult
        {
            Excerpts = errors.Length,
            Seconds = ExcerptSeconds,
            QuieterExcerpts = errors.Count(track => track.IsQuieter),
            RecognisedMasters = errors.Count(track => track.RecognisedMaster),
            Unmastered = Means(track => track.Unmastered),
            Ways = [.. ways.Select((way, w) => new RenderedScores
            {
                Key = way.Key,
                Name = way.Name,
                Spoilt = Means(track => track.Spoilt[w]),
                Clean = Means(track => track.Clean[w]),
                AgainstLoudnessOnly = Means(track => [.. track.Spoilt[w].Zip(track.Spoilt[basis], (own, other) => own - other)]),
            })],
        };
    }

    /// <summary>One track's errors, per way and measure.</summary>
    private sealed class TrackErrors(int ways)
    {
        public required double[] Unmastered { get; init; }

        public required bool IsQuieter { get; init; }

        public bool RecognisedMaster { get; set; }

        public double[][] Spoilt { get; } = new double[ways][];

        public double[][] Clean { get; } = new double[ways][];
    }
}
