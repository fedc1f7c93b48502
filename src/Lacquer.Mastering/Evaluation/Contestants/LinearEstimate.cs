using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>A matrix over the deviation from the masters' mean curve: full or damped match, or LMMSE. As Linear in training/baselines.py.</summary>
internal sealed class LinearEstimate : IContestant
{
    private readonly double[] _meanDb;
    private readonly float[] _matrix; // [25, 40], row by row
    private readonly CalibratedCorrection _calibration;

    /// <summary>Takes a matrix.</summary>
    /// <exception cref="ModelException">The file does not hold it.</exception>
    public LinearEstimate(string key, string name, ModelFile baselines, string matrix, CalibratedCorrection calibration)
    {
        (Key, Name, _calibration) = (key, name, calibration);
        _meanDb = Array.ConvertAll(baselines.Tensor("levelMean", FeatureLayout.Bands), db => (double)db);
        _matrix = baselines.Tensor(matrix + ".matrix", ThirdOctaves.Count, FeatureLayout.Bands);
    }

    /// <inheritdoc/>
    public string Key { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double[] Correct(SpoiltSong song) => Correct(song.LevelDb);

    /// <summary>The correction for a spectrum in the features' bands.</summary>
    public double[] Correct(IReadOnlyList<double> levelDb) =>
        _calibration.Of(ThirdOctaves.Times(_matrix, ThirdOctaves.Centred([.. levelDb.Zip(_meanDb, (db, mean) => db - mean)])));
}
