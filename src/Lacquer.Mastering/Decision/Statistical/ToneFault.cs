namespace Lacquer.Mastering.Decision.Statistical;

/// <summary>
/// How much of a track's tonal deviation is a fault and how much is its character. A spectrum is the masters' mean, plus the song's own
/// character (their covariance), plus a fault; the expected fault given the spectrum is the linear minimum-mean-square-error estimate.
/// </summary>
/// <remarks>The numbers were fitted by training/tonal_check.py on collections that the reference does not hold.</remarks>
internal static class ToneFault
{
    /// <summary>Size of a usual fault, standard deviation per band.</summary>
    private const double FaultDb = 3;

    /// <summary>Neighbouring bands share a fault over about an octave: an engineer's equaliser bells are that wide.</summary>
    private const double CorrelationOctaves = 1;

    /// <summary>The covariance is known from few collections only; music at large varies more.</summary>
    private const double Inflation = 1.5;

    /// <summary>Half a decibel of measurement noise, as variance; it also keeps the system solvable.</summary>
    private const double NoiseDb2 = 0.25;

    /// <summary>The expected fault in each band of the reference, in dB.</summary>
    /// <param name="deviationDb">Measured spectrum minus the masters' mean, with its own mean over the bands removed.</param>
    /// <param name="reference">What masters measure.</param>
    public static double[] Expected(double[] deviationDb, TonalReference reference)
    {
        int n = deviationDb.Length;
        double[,] fault = FaultCovariance(reference.BandCentresHz);
        var sum = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                sum[i, j] = (Inflation * reference.Covariance[i, j]) + fault[i, j] + (i == j ? NoiseDb2 : 0);
            }
        }

        double[] weighted = new SymmetricSolver(sum).Solve(deviationDb);
        var expected = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                expected[i] += fault[i, j] * weighted[j];
            }
        }

        return expected;
    }

    private static double[,] FaultCovariance(double[] centresHz)
    {
        var covariance = new double[centresHz.Length, centresHz.Length];
        for (int i = 0; i < centresHz.Length; i++)
        {
            for (int j = 0; j < centresHz.Length; j++)
            {
                double octaves = Math.Log2(centresHz[i] / centresHz[j]) / CorrelationOctaves;
                covariance[i, j] = FaultDb * FaultDb * Math.Exp(-0.5 * octaves * octaves);
            }
        }

        return covariance;
    }
}
