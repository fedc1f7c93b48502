using Lacquer.Dsp.Filters;

namespace Lacquer.Mastering.Reporting.Handover;

/// <summary>As <see cref="FilterBank"/>, with bells on quarter octaves: for effects that can run as many as they like, at one rate.</summary>
internal sealed class FineFilterBank
{
    /// <summary>Shelf, bells and shelf.</summary>
    public const int Count = 39;

    /// <summary>Of the bells, and <see cref="ShelfQ"/> of the shelves: chosen by the mean error over random curves.</summary>
    public const double BellQ = 2;

    public const double ShelfQ = 0.7;

    private const double LowShelfHz = 25;
    private const double HighShelfHz = 17_000;
    private const double FirstPointHz = 18;
    private const double LastPointHz = 20_500;
    private const int Points = 4 * Count;
    private const int Rounds = 6; // further ones change less than 0.001 dB
    private const double Restraint = 1e-4; // keeps neighbours from working against each other

    private FineFilterBank(double[] gainsDb) => GainsDb = gainsDb;

    /// <summary>Frequencies in Hz: low shelf, bells from low to high, high shelf.</summary>
    public static double[] FrequenciesHz { get; } = [.. Enumerable.Range(0, Count).Select(j => LowShelfHz * Math.Pow(HighShelfHz / LowShelfHz, j / (Count - 1.0)))];

    /// <summary>Gains in dB, as <see cref="FrequenciesHz"/>.</summary>
    public double[] GainsDb { get; }

    /// <summary>The bank that is nearest to a curve from 18 Hz to 20.5 kHz, by the squares of its errors in dB.</summary>
    /// <param name="curveDb">Wanted gain in dB at a frequency in Hz.</param>
    /// <param name="rateHz">Rate it runs at, from 44 100 Hz.</param>
    public static FineFilterBank Along(Func<double, double> curveDb, double rateHz)
    {
        double[] placesHz = [.. Enumerable.Range(0, Points).Select(i => FirstPointHz * Math.Pow(LastPointHz / FirstPointHz, i / (Points - 1.0)))];
        double[] wantedDb = [.. placesHz.Select(curveDb)];
        double[,] unit = new double[Points, Count];
        for (int j = 0; j < Count; j++)
        {
            for (int i = 0; i < Points; i++)
            {
                unit[i, j] = FilterDb(j, 1, placesHz[i], rateHz);
            }
        }

        double[,] normal = Squared(unit);
        var gainsDb = new double[Count];
        for (int round = 0; round < Rounds; round++)
        {
            double[] missingDb = [.. placesHz.Select((hz, i) => wantedDb[i] - SumDb(gainsDb, hz, rateHz))];
            double[] right = [.. Enumerable.Range(0, Count).Select(j => Enumerable.Range(0, Points).Sum(i => unit[i, j] * missingDb[i]))];
            double[] moreDb = LinearSystem.Solve((double[,])normal.Clone(), right);
            for (int j = 0; j < Count; j++)
            {
                gainsDb[j] += moreDb[j];
            }
        }

        return new FineFilterBank(gainsDb);
    }

    /// <summary>Gain of all filters together, in dB.</summary>
    public double ResponseDb(double frequencyHz, double rateHz) => SumDb(GainsDb, frequencyHz, rateHz);

    private static double[,] Squared(double[,] unit)
    {
        double[,] normal = new double[Count, Count];
        for (int j = 0; j < Count; j++)
        {
            for (int k = 0; k < Count; k++)
            {
                normal[j, k] = (j == k ? Restraint : 0) + Enumerable.Range(0, Points).Sum(i => unit[i, j] * unit[i, k]);
            }
        }

        return normal;
    }

    private static double SumDb(double[] gainsDb, double frequencyHz, double rateHz)
    {
        double sum = 0;
        for (int j = 0; j < Count; j++)
        {
            sum += FilterDb(j, gainsDb[j], frequencyHz, rateHz);
        }

        return sum;
    }

    private static double FilterDb(int index, double gainDb, double frequencyHz, double rateHz)
    {
        double hz = FrequenciesHz[index];
        BiquadCoefficients filter = index == 0 ? BiquadCoefficients.LowShelf(hz, ShelfQ, gainDb, rateHz)
            : index == Count - 1 ? BiquadCoefficients.HighShelf(hz, ShelfQ, gainDb, rateHz)
            : BiquadCoefficients.Bell(hz, BellQ, gainDb, rateHz);
        return 20 * Math.Log10(filter.Magnitude(frequencyHz, rateHz));
    }
}
