using Lacquer.Mastering.Decision.Learned;

namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>The networks and their calibration, without the product's guards.</summary>
internal sealed class CalibratedModel(string key, string name, ToneModel model, CalibratedCorrection calibration) : IContestant
{
    /// <summary>With the model's own calibration.</summary>
    public CalibratedModel(string key, string name, ToneModel model)
        : this(key, name, model, model.Calibration.Tone)
    {
    }

    /// <inheritdoc/>
    public string Key => key;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public double[] Correct(SpoiltSong song) => calibration.Of(song.Said(model));
}
