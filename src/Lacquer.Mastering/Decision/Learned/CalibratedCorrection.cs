namespace Lacquer.Mastering.Decision.Learned;

/// <summary>
/// How much of what is said is done: a share that depends on the fault's size as a whole. Large faults are corrected by the scale, small
/// ones hardly at all, and without a step between; an edge in single bands would bend the curve instead.
/// </summary>
/// <remarks>As moved in training/calibration.py.</remarks>
internal sealed record CalibratedCorrection
{
    private const double NoSizeDb = 1e-9;

    /// <summary>Share of a large fault that is corrected, ≥ 0.</summary>
    public required double Scale { get; init; }

    /// <summary>Half of a correction of this size is made, less of smaller ones, in dB RMS, ≥ 0.</summary>
    public required double DeadDb { get; init; }

    /// <summary>The correction of a fault; its mean is no matter of tone and does not count.</summary>
    public double[] Of(IReadOnlyList<double> faultDb)
    {
        double mean = faultDb.Average();
        double[] fault = [.. faultDb.Select(db => db - mean)];
        double size = Math.Max(Scale * Math.Sqrt(fault.Sum(db => db * db) / fault.Length), NoSizeDb);
        double share = Scale / (1 + Math.Pow(DeadDb / size, 4));
        return Array.ConvertAll(fault, db => -share * db);
    }
}
