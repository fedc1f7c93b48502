using Lacquer.Mastering.Decision.Learned;

namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>The networks and their calibration, without the product's guards.</summary>
internal sealed class CalibratedModel(string key, string name, ToneModel model) : IContestant
{
    private readonly CalibratedCorrection _calibration = new() { Scale = model.Calibration.ToneScale, DeadDb = model.Calibration.ToneDeadDb };

    /// <inheritdoc/>
    public string Key => key;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public double[] Correct(SpoiltSong song) => _calibration.Of(song.Said(model));
}
