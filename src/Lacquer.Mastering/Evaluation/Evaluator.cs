using Lacquer.Audio;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Decision.Statistical;
using Lacquer.Mastering.Evaluation.Contestants;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Evaluation;

/// <summary>
/// How well the judges judge, on music that neither training nor calibration knew: faults added to the features, for numbers and many of
/// them; excerpts spoilt in audio and mastered, for what really comes out.
/// </summary>
public sealed class Evaluator
{
    /// <summary>The model's name among the judges: networks and calibration.</summary>
    public const string ModelKey = "model";

    /// <summary>Key of the model behind the guards of <see cref="LearnedJudge"/>.</summary>
    public const string ShippedKey = "shipped";

    /// <summary>Name of the way of mastering that changes loudness only.</summary>
    public const string LoudnessOnlyKey = "loudnessOnly";

    private const string UnpretrainedFile = "tone-unpretrained.safetensors";
    private const double AnalyseShare = 0.2;     // of the time, for the progress only
    private const double JudgeShare = 0.3;

    private static readonly string[] KeptStages = [StageCatalogue.Rate.Name, StageCatalogue.Loudness.Name, StageCatalogue.Delivery.Name];

    private readonly StyleClassifier? _styles;
    private readonly ToneModel _model;
    private readonly ToneModel _unpretrained;
    private readonly ModelFile _baselineFile;
    private readonly BaselineModel _baselines;

    private Evaluator(StyleClassifier? styles, ToneModel model, ToneModel unpretrained, ModelFile baselines, string baselinesName)
    {
        (_styles, _model, _unpretrained, _baselineFile) = (styles, model, unpretrained, baselines);
        _baselines = new BaselineModel(baselines, baselinesName);
    }

    /// <summary>With the models that come with the program, or that LACQUER_MODEL names.</summary>
    /// <param name="styles">Tells the style of music; null when there is no model to tell it by.</param>
    /// <exception cref="ModelException">A model is missing, damaged, or made for other features.</exception>
    public static Evaluator Load(StyleClassifier? styles)
    {
        string baselines = ModelFolder.File(BaselineModel.FileName);
        return new Evaluator(
            styles, ToneModel.Load(ModelFolder.File(LearnedJudge.FileName)), ToneModel.Load(ModelFolder.File(UnpretrainedFile)), ModelFile.Read(baselines), baselines);
    }

    /// <summary>Evaluates.</summary>
    /// <param name="request">What to evaluate on.</param>
    /// <param name="progress">May be null.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AudioFileException">No track of the split can be used, or the disk is full.</exception>
    public EvaluationReport Run(EvaluationRequest request, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        var missing = new MissingTrack?[request.Tracks.Count];
        var heard = new EvaluatedSong?[request.Tracks.Count];
        InParallel.For(request.Tracks.Count, Step(progress, "analyse", 0, AnalyseShare), t =>
        {
            try
            {
                heard[t] = Hear(request.Tracks[t], request.Folder, cancel);
            }
            catch (AudioFileException e) when (e.Fault != AudioFault.ProgramMissing)
            {
                missing[t] = new MissingTrack { Track = request.Tracks[t], Reason = e.Message };
            }
        }, cancel);

        EvaluatedSong[] songs = [.. heard.OfType<EvaluatedSong>()];
        if (songs.Length == 0)
        {
            throw new AudioFileException(
                AudioFault.Empty, $"none of the {request.Tracks.Count} tracks of the split '{request.Split}' can be used; the first: {missing[0]!.Reason}");
        }

        double judged = request.Render ? JudgeShare : 1;
        FaultResult faults = Faults(songs, request, Step(progress, "judge", AnalyseShare, judged), cancel);
        return new EvaluationReport
        {
            Request = request,
            ModelSha256 = _model.Sha256,
            UnpretrainedSha256 = _unpretrained.Sha256,
            BaselinesSha256 = _baselineFile.Sha256,
            Songs = songs.Length,
            Packages = songs.Select(song => song.Track.Package).Distinct(StringComparer.Ordinal).Count(),
            Missing = [.. missing.OfType<MissingTrack>()],
            Faults = faults,
            Rendered = request.Render
                ? new RenderedTrial(_styles, Ways(), request.Seed).Run(songs, request.Folder, Step(progress, "render", judged, 1), cancel)
                : null,
        };
    }

    private EvaluatedSong Hear(ManifestTrack track, string folder, CancellationToken cancel)
    {
        using IAudioSource source = AudioFile.Open(track.In(folder), AudioLimits.Default, cancel);
        TrackAnalysis analysis = new TrackAnalyser(_styles).AnalyseWithSegments(source, progress: null, cancel);
        return SongSummary.Of(analysis) is { } summary
            ? new EvaluatedSong(track, analysis, summary)
            : throw new AudioFileException(AudioFault.Silent, "hardly anything in it sounds.");
    }

    private FaultResult Faults(EvaluatedSong[] songs, EvaluationRequest request, IProgress<double>? progress, CancellationToken cancel)
    {
        var style = new StyleReference(songs);
        var original = new OriginalReference();
        TonalReference reference = TonalReference.Default;
        IContestant[] judges =
        [
            new Nothing(),
            _baselines.MeanCurve,
            _baselines.DampedMean,
            _baselines.Lmmse,
            _baselines.Plain,
            new JudgeAsShipped("statistical", "statistical judge as shipped", new StatisticalJudge(reference)),
            new CalibratedModel("unpretrained", "model without pre-training", _unpretrained),
            new CalibratedModel(ModelKey, "the model", _model),
            new JudgeAsShipped(ShippedKey, "the model as shipped", new LearnedJudge(_model, reference)),
            new ReferenceMatch(style, "match to a random reference of the same style"),
            new ReferenceMatch(original, "match to the original itself"),
        ];
        return new FaultTrial(songs, request.Draws, request.Seed).Run(judges, Informed(new AlbumReference(songs), style, original), style, progress, cancel);
    }

    private IContestant[] Informed(AlbumReference album, StyleReference style, OriginalReference original) =>
    [
        .. new IContestant?[]
        {
            _baselines.Informed("with one reference of the same style", _model, style),
            _baselines.Informed("with the album's other tracks", _model, album),
            _baselines.Informed("with the true original", _model, original),
        }.OfType<IContestant>(),
    ];

    private RenderedWay[] Ways()
    {
        var statistical = new StatisticalJudge(TonalReference.Default);
        return
        [
            new()
            {
                Key = LoudnessOnlyKey,
                Name = "loudness only",
                Judge = statistical,
                Bypassed = [.. StageCatalogue.All.Select(stage => stage.Name).Where(name => !KeptStages.Contains(name, StringComparer.Ordinal))],
            },
            new() { Key = "statistical", Name = "statistical judge", Judge = statistical },
            new() { Key = "unpretrained", Name = "model without pre-training", Judge = new LearnedJudge(_unpretrained, TonalReference.Default) },
            new() { Key = "learned", Name = "the model as shipped", Judge = new LearnedJudge(_model, TonalReference.Default) },
        ];
    }

    private static Progress? Step(IProgress<MasteringProgress>? whole, string step, double from, double to) =>
        whole is null ? null : new Progress(whole, step, from, to);

    /// <summary>One step's share of the whole work.</summary>
    private sealed class Progress(IProgress<MasteringProgress> whole, string step, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(new MasteringProgress(step, from + ((to - from) * value)));
    }
}
