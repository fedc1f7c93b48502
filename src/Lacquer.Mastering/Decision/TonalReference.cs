using System.Text.Json;

namespace Lacquer.Mastering.Decision;

/// <summary>
/// What finished masters measure: mean and covariance of their third-octave spectra, and the usual ranges of a few other measures.
/// Data with a date and a source (TonalReference.json), written by training/tonal_reference.py.
/// </summary>
public sealed class TonalReference
{
    private static readonly Lazy<TonalReference> Loaded = new(Load);

    private TonalReference(double[] centresHz, double[] meanDb, double[,] covariance)
    {
        BandCentresHz = centresHz;
        MeanDb = meanDb;
        Covariance = covariance;
    }

    /// <summary>The reference that comes with the product.</summary>
    public static TonalReference Default => Loaded.Value;

    /// <summary>Bands that can be judged at all, 50 Hz to 12.5 kHz, by nominal centre in Hz.</summary>
    public double[] BandCentresHz { get; }

    /// <summary>Mean level of each band, in dB, with the mean over the bands removed from every track.</summary>
    public double[] MeanDb { get; }

    /// <summary>How tracks differ: covariance of the band levels, in dB².</summary>
    public double[,] Covariance { get; }

    /// <summary>Usual side-to-mid ratio, in dB.</summary>
    public required UsualRange SideToMidDb { get; init; }

    /// <summary>Usual level swing of each of the four dynamics bands over seconds in which it plays, 95th over 50th percentile, in dB.</summary>
    public required UsualRange[] BandSwingDb { get; init; }

    /// <summary>Usual sibilance, as the analysis measures it, in dB.</summary>
    public required UsualRange SibilanceDb { get; init; }

    /// <summary>How many tracks stand behind the numbers.</summary>
    public required int Tracks { get; init; }

    /// <summary>Day of the measurement: 2026-11-22.</summary>
    public required string AsOf { get; init; }

    private static TonalReference Load()
    {
        using JsonDocument document = EmbeddedData.Open("TonalReference.json");
        JsonElement root = document.RootElement;
        double[][] rows = [.. root.GetProperty("covarianceDb2").EnumerateArray().Select(Numbers)];
        var covariance = new double[rows.Length, rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows.Length; j++)
            {
                covariance[i, j] = rows[i][j];
            }
        }

        return new TonalReference(Numbers(root.GetProperty("bandCentresHz")), Numbers(root.GetProperty("meanDb")), covariance)
        {
            SideToMidDb = Range(root.GetProperty("sideToMidDb")),
            BandSwingDb = [.. root.GetProperty("bandSwingDb").EnumerateArray().Select(Range)],
            SibilanceDb = Range(root.GetProperty("sibilanceDb")),
            AsOf = root.GetProperty("asOf").GetString()!,
            Tracks = root.GetProperty("tracks").GetInt32(),
        };
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    private static UsualRange Range(JsonElement pair) =>
        new() { Mean = pair.GetProperty("mean").GetDouble(), Deviation = pair.GetProperty("deviation").GetDouble() };
}
