using Lacquer.Dsp.Metering;

namespace Lacquer.Mastering.Decision.References;

/// <summary>The gains that give one spectrum the shape of another, as far as that is safe.</summary>
internal sealed record ReferenceTone
{
    private const int WeightingRateHz = 48_000;

    private static readonly double[] Weights = [.. ReferenceBands.CentresHz.Select(hz => new KWeightingFilter(WeightingRateHz, channels: 1).PowerGain(hz))];

    /// <summary>What each band gets, in dB; NaN where one of the two tracks knows nothing.</summary>
    public required double[] GainDb { get; init; }

    /// <summary>How much more the reference carries in each band, at equal loudness, in dB; NaN likewise.</summary>
    public required double[] DistanceDb { get; init; }

    /// <summary>How many bands both tracks know.</summary>
    public int Known => GainDb.Count(db => !double.IsNaN(db));

    /// <summary>Compares two parts.</summary>
    /// <param name="mix">What is there.</param>
    /// <param name="reference">What is wanted.</param>
    /// <param name="sideDb">What the image will do to side by frequency in Hz, in dB: it changes the sum.</param>
    /// <param name="highestDb">Largest lift of each band.</param>
    public static ReferenceTone Between(ReferenceBands mix, ReferenceBands reference, Func<double, double> sideDb, double[] highestDb)
    {
        double[] now = mix.TotalWithSide(sideDb);
        double[] raw = BroadDifference.Of([.. now.Select((db, b) => mix.Knows(b) && reference.Knows(b) ? reference.TotalDb[b] - db : double.NaN)]);
        double common = Common(raw, now, highestDb);
        return new ReferenceTone
        {
            GainDb = [.. raw.Select((db, b) => Within(db - common, highestDb[b]))],
            DistanceDb = [.. raw.Select(db => db - common)],
        };
    }

    private static double Within(double db, double highestDb) => Math.Clamp(db, -LiftLimits.LargestDb, highestDb); // NaN stays NaN

    /// <summary>What must be taken off all gains so that they leave the loudness as it is: lifting all and turning down again would lift the noise.</summary>
    private static double Common(double[] raw, double[] nowDb, double[] highestDb)
    {
        int[] known = [.. Enumerable.Range(0, raw.Length).Where(b => !double.IsNaN(raw[b]))];
        if (known.Length == 0)
        {
            return 0;
        }

        double[] power = [.. known.Select(b => Weights[b] * Math.Pow(10, nowDb[b] / 10))];
        double before = power.Sum();
        double low = known.Min(b => raw[b]) - LiftLimits.LargestDb;
        double high = known.Max(b => raw[b]) + LiftLimits.LargestDb;
        for (int i = 0; i < 50; i++)
        {
            double middle = (low + high) / 2;
            double after = known.Select((b, k) => power[k] * Math.Pow(10, Within(raw[b] - middle, highestDb[b]) / 10)).Sum();
            (low, high) = after > before ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
