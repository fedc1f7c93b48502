using System.Globalization;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Decision.Learned;

/// <summary>Several networks that judge a song as a whole; what they say is averaged. As SongJudge in training/fitting.py.</summary>
internal sealed class SongNetwork
{
    /// <summary>Where torch.nn.Sequential keeps its dense layers, between activations and dropouts.</summary>
    public static readonly string[] Layers = [".0", ".3", ".6"];

    private const int Bands = FeatureLayout.Bands;

    private readonly float[] _mastersDb;
    private readonly Cues _cues;
    private readonly DenseEnsemble _members;

    /// <summary>Takes the layers whose names begin so.</summary>
    /// <exception cref="ModelException">One is missing, or they do not fit each other.</exception>
    public SongNetwork(ModelFile model, string name, int members)
    {
        _mastersDb = model.Tensor(name + ".levelMean", Bands);
        _cues = new Cues(model, name + ".cues", SongSummary.SummaryValues);
        _members = new DenseEnsemble(
            model,
            Enumerable.Range(0, members).Select(m => string.Create(CultureInfo.InvariantCulture, $"{name}.{m}")),
            Layers,
            Bands + _cues.Components + SongSummary.Styles,
            ToneModel.Outputs);
    }

    /// <summary>Judges a song.</summary>
    /// <param name="levelDb">Its mean spectrum.</param>
    /// <param name="summary">Its statistics.</param>
    /// <param name="style">Probabilities of the styles.</param>
    /// <returns>The faults, in dB.</returns>
    public double[] Judge(float[] levelDb, float[] summary, float[] style)
    {
        var input = new float[Bands + _cues.Components + SongSummary.Styles];
        Standard.Level(levelDb, _mastersDb, input);
        _cues.Apply(summary, input.AsSpan(Bands, _cues.Components));
        style.CopyTo(input.AsSpan(Bands + _cues.Components));
        return _members.Apply(input);
    }
}
