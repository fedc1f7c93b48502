namespace Lacquer.Mastering.Decision;

/// <summary>
/// How much of a track's tonal deviation is a fault and how much is its character. Bayes: a spectrum is the masters' mean, plus the
/// song's own character (their covariance), plus a fault of unknown size. The expected fault given the spectrum, averaged over sizes
/// by how well each explains what was measured, is what may be corrected; small deviations are mostly character and stay.
/// </summary>
internal static class ToneFault
{
    /// <summary>Fault sizes weighed against each other, in dB standard deviation per band, and how often each is met (chosen).</summary>
    private static readonly (double SizeDb, double Prior)[] Sizes = [(0, 0.4), (1.5, 0.3), (3, 0.2), (5, 0.1)];

    /// <summary>Neighbouring bands share a fault over about an octave: an engineer's equaliser bells are that wide.</summary>
    private const double CorrelationOctaves = 1.0;

    /// <summary>The covariance is known from few collections only; music at large varies more (measured: inflation lowers the error).</summary>
    private const double Inflation = 1.5;

    /// <summary>The expected fault in each band of the reference, in dB.</summary>
    /// <param name="deviationDb">Measured spectrum minus the masters' mean, with its own mean over the bands removed.</param>
    /// <param name="reference">What masters measure.</param>
    public static double[] Expected(double[] deviationDb, TonalReference reference)
    {
        int n = deviationDb.Length;
        var evidence = new double[Sizes.Length];
        var faults = new double[Sizes.Length][];
        for (int s = 0; s < Sizes.Length; s++)
        {
            double[,] fault = FaultCovariance(reference.BandCentresHz, Sizes[s].SizeDb);
            var sum = new double[n, n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    sum[i, j] = (Inflation * reference.Covariance[i, j]) + fault[i, j] + (i == j ? 0.25 : 0); // 0.5 dB of measurement noise
                }
            }

            var solver = new SymmetricSolver(sum);
            double[] weighted = solver.Solve(deviationDb);
            double distance = 0;
            faults[s] = new double[n];
            for (int i = 0; i < n; i++)
            {
                distance += deviationDb[i] * weighted[i];
                for (int j = 0; j < n; j++)
                {
                    faults[s][i] += fault[i, j] * weighted[j];
                }
            }

            evidence[s] = Math.Log(Sizes[s].Prior) - (0.5 * (distance + solver.LogDeterminant()));
        }

        return Average(faults, evidence);
    }

    private static double[] Average(double[][] faults, double[] logEvidence)
    {
        double max = logEvidence.Max();
        double[] weights = Array.ConvertAll(logEvidence, e => Math.Exp(e - max));
        double total = weights.Sum();
        var expected = new double[faults[0].Length];
        for (int s = 0; s < faults.Length; s++)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                expected[i] += weights[s] / total * faults[s][i];
            }
        }

        return expected;
    }

    private static double[,] FaultCovariance(double[] centresHz, double sizeDb)
    {
        var covariance = new double[centresHz.Length, centresHz.Length];
        for (int i = 0; i < centresHz.Length; i++)
        {
            for (int j = 0; j < centresHz.Length; j++)
            {
                double octaves = Math.Log2(centresHz[i] / centresHz[j]) / CorrelationOctaves;
                covariance[i, j] = sizeDb * sizeDb * Math.Exp(-0.5 * octaves * octaves);
            }
        }

        return covariance;
    }
}
