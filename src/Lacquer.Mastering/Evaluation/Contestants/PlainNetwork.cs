using System.Globalization;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>Networks that see a song's mean spectrum and nothing else; what they say is averaged. As SongJudge without cues in training/fitting.py.</summary>
internal sealed class PlainNetwork : IContestant
{
    private readonly float[] _mastersDb;
    private readonly DenseLayer[][] _members;
    private readonly CalibratedCorrection _calibration;

    /// <summary>Takes the layers whose names begin with <c>plain.</c></summary>
    /// <exception cref="ModelException">One is missing, or they do not fit each other.</exception>
    public PlainNetwork(ModelFile baselines, int members, CalibratedCorrection calibration)
    {
        _calibration = calibration;
        _mastersDb = baselines.Tensor("plain.levelMean", FeatureLayout.Bands);
        _members = new DenseLayer[members][];
        for (int m = 0; m < members; m++)
        {
            string member = string.Create(CultureInfo.InvariantCulture, $"plain.{m}");
            var first = new DenseLayer(baselines, member + ".0", FeatureLayout.Bands);
            var second = new DenseLayer(baselines, member + ".3", first.Outputs);
            _members[m] = [first, second, new DenseLayer(baselines, member + ".6", second.Outputs, ToneModel.Outputs)];
        }
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
        var fault = new double[ThirdOctaves.Count];
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

            for (int i = 0; i < fault.Length; i++)
            {
                fault[i] += x[i] / (double)_members.Length;
            }
        }

        return _calibration.Of(fault);
    }
}
