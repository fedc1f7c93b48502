using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Decision.Statistical;

namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>The model's estimate and a reference's, each weighted by how uncertain it is.</summary>
/// <remarks>
/// With M the covariance of what the model's estimate f_m leaves and R that of what the reference's f_r leaves,
/// f = (M⁻¹ + R⁻¹)⁻¹ (M⁻¹ f_m + R⁻¹ f_r) = f_m + M (M + R)⁻¹ (f_r − f_m); the right-hand side needs one factorisation, and neither inverse.
/// </remarks>
internal sealed class InformedModel : IContestant
{
    private readonly ToneModel _model;
    private readonly IReference _reference;
    private readonly double[,] _m;
    private readonly SymmetricSolver _sum;

    /// <summary>Prepares the weights.</summary>
    /// <param name="name">Name in words.</param>
    /// <param name="model">The model; it speaks before its calibration.</param>
    /// <param name="modelDb2">M.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="referenceDb2">R.</param>
    public InformedModel(string name, ToneModel model, double[,] modelDb2, IReference reference, double[,] referenceDb2)
    {
        (Name, _model, _reference, _m) = (name, model, reference, modelDb2);
        var sum = new double[ThirdOctaves.Count, ThirdOctaves.Count];
        for (int i = 0; i < ThirdOctaves.Count; i++)
        {
            for (int j = 0; j < ThirdOctaves.Count; j++)
            {
                sum[i, j] = modelDb2[i, j] + referenceDb2[i, j];
            }
        }

        _sum = new SymmetricSolver(sum);
    }

    /// <inheritdoc/>
    public string Key => "informed" + char.ToUpperInvariant(_reference.Key[0]) + _reference.Key[1..];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double[] Correct(SpoiltSong song)
    {
        double[] fm = song.Said(_model);
        if (_reference.CurveDb(song) is not { } curve)
        {
            return ThirdOctaves.Centred(Array.ConvertAll(fm, db => -db));
        }

        double[] fr = ThirdOctaves.Centred([.. song.CurveDb.Zip(curve, (heard, wanted) => heard - wanted)]);
        double[] weighted = _sum.Solve([.. fr.Zip(fm, (r, m) => r - m)]);
        var f = new double[ThirdOctaves.Count];
        for (int i = 0; i < f.Length; i++)
        {
            f[i] = fm[i];
            for (int j = 0; j < f.Length; j++)
            {
                f[i] += _m[i, j] * weighted[j];
            }
        }

        return ThirdOctaves.Centred(Array.ConvertAll(f, db => -db));
    }
}
