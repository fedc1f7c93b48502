using Lacquer.Dsp.Filters;

namespace Lacquer.Mastering.Reporting.Handover;

/// <summary>A shelf at either end and bells on half octaves between them, whose gains together follow a curve.</summary>
internal sealed class FilterBank
{
    /// <summary>Of the bells: wider than their distance, so that few decibels overlap into an even curve. Chosen by the largest error over random curves.</summary>
    public const double BellQ = 1.4;

    /// <summary>Of the shelves: found with <see cref="BellQ"/>.</summary>
    public const double ShelfQ = 0.9;

    /// <summary>Corner of the low shelf, in Hz; lies between the lowest two knots.</summary>
    public const double LowShelfHz = 31.5;

    /// <summary>Corner of the high shelf, in Hz; lies between the highest two knots.</summary>
    public const double HighShelfHz = 13_500;

    /// <summary>The rate at which the gains are found, in Hz. At other rates the bells near the top are a little wider or narrower.</summary>
    public const double RateHz = 48_000;

    private const int Rounds = 30; // an error of 12 dB is below 0.001 dB after about ten
    private const double LargestGainDb = 20; // what parametric equalisers usually take

    private readonly double[] _knotsHz;

    private FilterBank(double[] knotsHz, double[] gainsDb) => (_knotsHz, GainsDb) = (knotsHz, gainsDb);

    /// <summary>Gains in dB: low shelf, bells from low to high, high shelf.</summary>
    public double[] GainsDb { get; }

    /// <summary>Frequencies in Hz, as <see cref="GainsDb"/>.</summary>
    public double[] FrequenciesHz => [LowShelfHz, .. _knotsHz[1..^1], HighShelfHz];

    /// <summary>The bank that goes through a curve's knots.</summary>
    /// <param name="knotsHz">Frequencies, rising, in Hz.</param>
    /// <param name="wantedDb">Gains there, in dB.</param>
    public static FilterBank Through(double[] knotsHz, IReadOnlyList<double> wantedDb)
    {
        int count = knotsHz.Length;
        var gainsDb = new double[count];
        double[,] unit = new double[count, count];
        for (int j = 0; j < count; j++)
        {
            for (int k = 0; k < count; k++)
            {
                unit[k, j] = FilterDb(knotsHz, j, 1, knotsHz[k], RateHz);
            }
        }

        // The decibels of filters add up, and each is nearly proportional to its gain: what is missing is shared out until nothing is.
        for (int round = 0; round < Rounds; round++)
        {
            var missingDb = new double[count];
            for (int k = 0; k < count; k++)
            {
                missingDb[k] = wantedDb[k] - SumDb(knotsHz, gainsDb, knotsHz[k], RateHz);
            }

            double[] moreDb = LinearSystem.Solve((double[,])unit.Clone(), missingDb);
            for (int k = 0; k < count; k++)
            {
                gainsDb[k] = Math.Clamp(gainsDb[k] + moreDb[k], -LargestGainDb, LargestGainDb);
            }
        }

        return new FilterBank(knotsHz, gainsDb);
    }

    /// <summary>Gain of all filters together, in dB.</summary>
    /// <param name="frequencyHz">Hz, below half the rate.</param>
    /// <param name="rateHz">The rate it runs at, in Hz.</param>
    public double ResponseDb(double frequencyHz, double rateHz) => SumDb(_knotsHz, GainsDb, frequencyHz, rateHz);

    private static double SumDb(double[] knotsHz, double[] gainsDb, double frequencyHz, double rateHz)
    {
        double sum = 0;
        for (int j = 0; j < gainsDb.Length; j++)
        {
            sum += FilterDb(knotsHz, j, gainsDb[j], frequencyHz, rateHz);
        }

        return sum;
    }

    private static double FilterDb(double[] knotsHz, int index, double gainDb, double frequencyHz, double rateHz)
    {
        BiquadCoefficients filter = index == 0 ? BiquadCoefficients.LowShelf(LowShelfHz, ShelfQ, gainDb, rateHz)
            : index == knotsHz.Length - 1 ? BiquadCoefficients.HighShelf(HighShelfHz, ShelfQ, gainDb, rateHz)
            : BiquadCoefficients.Bell(knotsHz[index], BellQ, gainDb, rateHz);
        return 20 * Math.Log10(filter.Magnitude(frequencyHz, rateHz));
    }
}
