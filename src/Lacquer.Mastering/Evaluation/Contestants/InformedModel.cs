using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>A linear estimate of the fault from what the model says and how the song differs from a reference, held back as the model itself is.</summary>
/// <remarks>
/// Fitted by training/informed.py to what was said of songs that the networks had not heard. Both witnesses err alike: a song that is dull
/// by nature sounds spoilt to the model and beside a reference. Weighing them by their own covariances would count that twice.
/// </remarks>
internal sealed class InformedModel : IContestant
{
    private readonly ToneModel _model;
    private readonly IReference _reference;
    private readonly float[] _matrix; // [25, 50], row by row: the model's fault, then the difference
    private readonly CalibratedCorrection _calibration;

    /// <summary>Takes the matrix of a kind of reference.</summary>
    /// <param name="name">Name in words.</param>
    /// <param name="model">The model; it speaks before its own calibration.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="baselines">Where the matrix is.</param>
    /// <param name="calibration">How far what comes out is held back.</param>
    /// <exception cref="ModelException">The file does not hold the matrix.</exception>
    public InformedModel(string name, ToneModel model, IReference reference, ModelFile baselines, CalibratedCorrection calibration)
    {
        (Name, _model, _reference, _calibration) = (name, model, reference, calibration);
        _matrix = baselines.Tensor($"informed.{reference.Key}.matrix", ThirdOctaves.Count, 2 * ThirdOctaves.Count);
    }

    /// <inheritdoc/>
    public string Key => "informed" + char.ToUpperInvariant(_reference.Key[0]) + _reference.Key[1..];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    /// <remarks>The model's own correction where there is no reference.</remarks>
    public double[] Correct(SpoiltSong song) =>
        _reference.CurveDb(song) is { } curve
            ? Correct(song.Said(_model), ThirdOctaves.Centred([.. song.CurveDb.Zip(curve, (heard, wanted) => heard - wanted)]))
            : _model.Calibration.Tone.Of(song.Said(_model));

    /// <summary>The correction for what the model says and how the song differs from the reference, both without their mean, in dB.</summary>
    public double[] Correct(IReadOnlyList<double> faultDb, IReadOnlyList<double> differenceDb) =>
        _calibration.Of(ThirdOctaves.Times(_matrix, [.. faultDb, .. differenceDb]));
}
