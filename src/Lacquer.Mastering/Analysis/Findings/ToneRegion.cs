using System.Text.Json;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary>How loud a region of the spectrum is against what the rest of it leads to expect, after ToneRegions.json.</summary>
internal sealed class ToneRegion
{
    private const string Resource = "Lacquer.Mastering.Analysis.Findings.ToneRegions.json";

    /// <summary>An empty band (a file of a low rate, a synthetic tone) has no level to judge by, in dB against the whole.</summary>
    private const double LeastLevelDb = -75;

    private static readonly Lazy<Dictionary<string, ToneRegion>> Loaded = new(Load);

    private readonly int _firstBand;
    private readonly bool _isLack;
    private readonly double[] _weights;
    private readonly double _usualDb;

    private ToneRegion(int firstBand, bool isLack, double[] weights, double usualDb, double spreadDb)
    {
        (_firstBand, _isLack, _weights, _usualDb, SpreadDb) = (firstBand, isLack, weights, usualDb, spreadDb);
    }

    /// <summary>Standard deviation of the excess over finished masters, in dB.</summary>
    public double SpreadDb { get; }

    /// <summary>The region that belongs to a finding's code.</summary>
    public static ToneRegion Of(string code) => Loaded.Value[code];

    /// <summary>
    /// Level above what is expected, in dB; NaN when a band is empty. The loudest third of the track counts. Where highs are looked for, the empty
    /// bands among them are what is looked for, and count as if they were just not empty: the lack is at least that large.
    /// </summary>
    public double ExcessDb(TonalBalance tone)
    {
        double excess = -_usualDb;
        for (int i = 0; i < _weights.Length; i++)
        {
            double level = tone.LoudPartLevelsDb[_firstBand + i];
            bool isEmpty = !(level > LeastLevelDb);
            if (isEmpty && !(_isLack && _weights[i] > 0 && double.IsFinite(level)))
            {
                return double.NaN;
            }

            excess += _weights[i] * (isEmpty ? LeastLevelDb : level);
        }

        return excess;
    }

    private static Dictionary<string, ToneRegion> Load()
    {
        using Stream stream = typeof(ToneRegion).Assembly.GetManifestResourceStream(Resource)!;
        using var document = JsonDocument.Parse(stream);
        double lowest = document.RootElement.GetProperty("bandCentresHz")[0].GetDouble();
        int first = Dsp.Standards.Iec61260.NominalHz.IndexOf(lowest);
        return document.RootElement.GetProperty("regions").EnumerateObject().ToDictionary(
            region => region.Name,
            region => new ToneRegion(
                first,
                region.Name == "dullness",
                [.. region.Value.GetProperty("weights").EnumerateArray().Select(weight => weight.GetDouble())],
                region.Value.GetProperty("usualDb").GetDouble(),
                region.Value.GetProperty("spreadDb").GetDouble()),
            StringComparer.Ordinal);
    }
}
