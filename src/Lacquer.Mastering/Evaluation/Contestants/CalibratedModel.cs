using Lacquer.Mastering.Decision.Learned;

namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>The networks and their calibration, without the product's guards.</summary>
internal sealed class CalibratedModel(string key, string name, ToneModel model) : IContestant
{
    /// <inheritdoc/>
    public string Key => key;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public double[] Correct(SpoiltSong song) => model.Calibration.Tone.Of(song.Said(model));
}
