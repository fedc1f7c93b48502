namespace Lacquer.Mastering.Evaluation;

/// <summary>How much of what is said is done: a scale and a smooth dead zone. As moved in training/calibration.py.</summary>
internal sealed record CalibratedCorrection
{
    private const double NoSizeDb = 1e-9;

    /// <summary>Everything is done.</summary>
    public static CalibratedCorrection Full { get; } = new() { Scale = 1, DeadDb = 0 };

    /// <summary>Share of a large fault that is corrected, ≥ 0.</summary>
    public required double Scale { get; init; }

    /// <summary>Half of a correction of this size is made, less of smaller ones, in dB RMS, ≥ 0.</summary>
    public required double DeadDb { get; init; }

    /// <summary>The correction of a fault.</summary>
    public double[] Of(IReadOnlyList<double> faultDb)
    {
        double[] fault = ThirdOctaves.Centred(faultDb);
        double size = Math.Max(Scale * ThirdOctaves.Rms(fault), NoSizeDb);
        double share = Scale / (1 + Math.Pow(DeadDb / size, 4));
        return Array.ConvertAll(fault, db => -share * db);
    }
}
