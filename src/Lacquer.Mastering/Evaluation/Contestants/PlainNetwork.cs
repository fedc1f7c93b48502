using System.Globalization;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>Networks that see a song's mean spectrum and nothing else; what they say is averaged. As SongJudge without cues in training/fitting.py.</summary>
internal sealed class PlainNetwork : IContestant
{
    private readonly float[] _mastersDb;
    private readonly DenseEnsemble _members;
    private readonly CalibratedCorrection _calibration;

    /// <summary>Takes the layers whose names begin with <c>plain.</c></summary>
    /// <exception cref="ModelException">One is missing, or they do not fit each other.</exception>
    public PlainNetwork(ModelFile baselines, int members, CalibratedCorrection calibration)
    {
        _calibration = calibration;
        _mastersDb = baselines.Tensor("plain.levelMean", FeatureLayout.Bands);
        _members = new DenseEnsemble(
            baselines,
            Enumerable.Range(0, members).Select(m => string.Create(CultureInfo.InvariantCulture, $"plain.{m}")),
            SongNetwork.Layers,
            FeatureLayout.Bands,
            ToneModel.Outputs);
    }

    /// <inheritdoc/>
    public string Key => "plainNetwork";

    /// <inheritdoc/>
    public string Name => "network without cues";

    /// <inheritdoc/>
    public double[] Correct(SpoiltSong song) => Correct(song.LevelDb);

    /// <summary>The correction for a spectrum in the features' bands.</summary>
    public double[] Correct(IReadOnlyList<double> levelDb)
    {
        var input = new float[FeatureLayout.Bands];
        float[] level = [.. levelDb.Select(db => (float)db)];
        Standard.Level(level, _mastersDb, input);
        return _calibration.Of(_members.Apply(input)[..ThirdOctaves.Count]);
    }
}
