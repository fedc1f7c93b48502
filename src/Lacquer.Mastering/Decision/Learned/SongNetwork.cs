using System.Globalization;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Decision.Learned;

/// <summary>Several networks that judge a song as a whole; what they say is averaged. As SongJudge in training/fitting.py.</summary>
internal sealed class SongNetwork
{
    private const int Bands = FeatureLayout.Bands;

    private readonly float[] _mastersDb;
    private readonly Cues _cues;
    private readonly DenseLayer[][] _members;

    /// <summary>Takes the layers whose names begin so.</summary>
    /// <exception cref="ModelException">One is missing, or they do not fit each other.</exception>
    public SongNetwork(ModelFile model, string name, int members)
    {
        _mastersDb = model.Tensor(name + ".levelMean", Bands);
        _cues = new Cues(model, name + ".cues", SongSummary.SummaryValues);
        _members = new DenseLayer[members][];
        for (int m = 0; m < members; m++)
        {
            string member = string.Create(CultureInfo.InvariantCulture, $"{name}.{m}");
            var first = new DenseLayer(model, member + ".0", Bands + _cues.Components + SongSummary.Styles);
            var second = new DenseLayer(model, member + ".3", first.Outputs);
            _members[m] = [first, second, new DenseLayer(model, member + ".6", second.Outputs, ToneModel.Outputs)];
        }
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
        var faults = new double[ToneModel.Outputs];
        foreach (DenseLayer[] member in _members)
        {
            float[] x = input;
            for (int l = 0; l < member.Length; l++)
            {
                var y = new float[member[l].Outputs];
                member[l].Apply(x, y);
                if (l < member.Length - 1)
                {
                    Activation.Silu(y);
                }

                x = y;
            }

            for (int i = 0; i < faults.Length; i++)
            {
                faults[i] += x[i] / (double)_members.Length;
            }
        }

        return faults;
    }
}
