using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Evaluation;

/// <summary>The third octaves from 50 Hz to 12.7 kHz: where a fault and what is left of it are measured.</summary>
internal static class ThirdOctaves
{
    /// <summary>How many.</summary>
    public const int Count = 25;

    private const int First = -13; // third octaves from 1 kHz

    /// <summary>Their centres, in Hz. As THIRDS_HZ in training/faults.py.</summary>
    public static readonly double[] CentresHz = Centres(First, Count);

    /// <summary>Centres of those bands, in Hz, that lie so many third octaves from 1 kHz.</summary>
    public static double[] Centres(int first, int count) => [.. Enumerable.Range(first, count).Select(third => 1000 * Math.Pow(2, third / 3.0))];

    /// <summary>A curve without its mean.</summary>
    public static double[] Centred(IReadOnlyList<double> curveDb)
    {
        double mean = curveDb.Average();
        return [.. curveDb.Select(db => db - mean)];
    }

    /// <summary>Root mean square of a curve, in dB.</summary>
    public static double Rms(IReadOnlyList<double> curveDb) => Math.Sqrt(curveDb.Sum(db => db * db) / curveDb.Count);

    /// <summary>Sum of two curves.</summary>
    public static double[] Sum(IReadOnlyList<double> a, IReadOnlyList<double> b) => [.. a.Zip(b, (x, y) => x + y)];

    /// <summary>A matrix of one row for each third octave, row by row, times a vector.</summary>
    public static double[] Times(float[] matrix, IReadOnlyList<double> vector)
    {
        var product = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            for (int k = 0; k < vector.Count; k++)
            {
                product[i] += matrix[(i * vector.Count) + k] * vector[k];
            }
        }

        return product;
    }

    /// <summary>A curve in the features' bands, read at the third octaves, without its mean. As thirds in training/faults.py.</summary>
    public static double[] FromBands(IReadOnlyList<double> bandsDb)
    {
        double[] centres = FeatureLayout.CentresHz;
        return Centred([.. CentresHz.Select(hz => ToneCurve.Interpolate([.. bandsDb], centres, hz))]);
    }
}
