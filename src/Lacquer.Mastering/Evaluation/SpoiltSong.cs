using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision.Learned;

namespace Lacquer.Mastering.Evaluation;

/// <summary>A song with a fault, as all contestants hear it. For one thread.</summary>
internal sealed class SpoiltSong
{
    private readonly Dictionary<ToneModel, double[]> _said = [];

    /// <summary>Adds the fault.</summary>
    /// <param name="song">The song.</param>
    /// <param name="fault">Its fault; <see cref="EqualizerFault.None"/> for the clean song.</param>
    /// <param name="seed">What a contestant that draws begins from.</param>
    public SpoiltSong(EvaluatedSong song, EqualizerFault fault, int seed)
    {
        (Song, Fault, Seed) = (song, fault, seed);
        Analysis = EqualizedSong.With(song.Analysis, fault);
        Summary = SongSummary.Of(Analysis) ?? throw new ArgumentException("The song does not sound.", nameof(song));
        LevelDb = ThirdOctaves.Sum(song.LevelDb, fault.BandsDb);
        CurveDb = ThirdOctaves.FromBands(LevelDb);
    }

    /// <summary>The song; contestants may look at it only where it is their reference.</summary>
    public EvaluatedSong Song { get; }

    /// <summary>The fault; no contestant may look at it.</summary>
    public EqualizerFault Fault { get; }

    /// <summary>What a contestant that draws begins from: the same for all of them.</summary>
    public int Seed { get; }

    /// <summary>With the fault.</summary>
    public TrackAnalysis Analysis { get; }

    /// <summary>With the fault.</summary>
    public SongSummary Summary { get; }

    /// <summary>Mean spectrum in the features' bands, without its mean, in dB.</summary>
    public double[] LevelDb { get; }

    /// <summary>The same in third octaves.</summary>
    public double[] CurveDb { get; }

    /// <summary>The fault of tone that a model's networks say, before calibration, without its mean, in dB.</summary>
    public double[] Said(ToneModel model)
    {
        if (!_said.TryGetValue(model, out double[]? fault))
        {
            fault = ThirdOctaves.Centred([.. model.Judge(Summary, EvaluatedSong.Everything(Summary)).Db.Take(ThirdOctaves.Count)]);
            _said[model] = fault;
        }

        return fault;
    }
}
