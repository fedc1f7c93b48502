using System.Text.Json;

namespace Lacquer.Mastering.Decision;

/// <summary>
/// How much of each third octave finished tracks usually have: those of one style of music where enough of them are known (StyleTones.json,
/// written by training/style_tones.py), those of all styles otherwise.
/// </summary>
public sealed record UsualTone
{
    /// <summary>Fewer tracks say more about who made them than about a style. Chosen.</summary>
    public const int LeastTracks = 50;

    private static readonly Lazy<IReadOnlyList<UsualTone>> Styles = new(Load);

    /// <summary>One of the ten styles; null for all of them together.</summary>
    public string? Style { get; init; }

    /// <summary>How many tracks stand behind it.</summary>
    public required int Tracks { get; init; }

    /// <summary>Day of the measurement.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Centres of the bands, in Hz.</summary>
    public required double[] BandCentresHz { get; init; }

    /// <summary>Mean level of each band, in dB; the mean over the bands is zero.</summary>
    public required double[] MeanDb { get; init; }

    /// <summary>Standard deviation of each band, in dB: two thirds of tracks lie within one of the mean.</summary>
    public required double[] DeviationDb { get; init; }

    /// <summary>How well the tone of a track is known by what stands behind a style, in dB RMS; it is within the deviation. 0: measured.</summary>
    public double ErrorDb { get; init; }

    /// <summary>All styles together.</summary>
    public static UsualTone OfAll { get; } = new()
    {
        Tracks = TonalReference.Default.Tracks,
        AsOf = DateOnly.ParseExact(TonalReference.Default.AsOf, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        BandCentresHz = TonalReference.Default.BandCentresHz,
        MeanDb = TonalReference.Default.MeanDb,
        DeviationDb = [.. Enumerable.Range(0, TonalReference.Default.MeanDb.Length).Select(b => Math.Sqrt(TonalReference.Default.Covariance[b, b]))],
    };

    /// <summary>That of a style, or of all of them where too little is known of it.</summary>
    /// <param name="style">A style's label; null or any other word for all.</param>
    public static UsualTone Of(string? style) => Styles.Value.FirstOrDefault(tone => tone.Style == style && tone.Tracks >= LeastTracks) ?? OfAll;

    private static UsualTone[] Load()
    {
        using JsonDocument document = EmbeddedData.Open("StyleTones.json");
        JsonElement root = document.RootElement;
        double[] Numbers(JsonElement from, string name) => [.. from.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
        return
        [
            .. root.GetProperty("styles").EnumerateArray().Select(style => new UsualTone
            {
                Style = style.GetProperty("style").GetString(),
                Tracks = style.GetProperty("tracks").GetInt32(),
                AsOf = DateOnly.ParseExact(root.GetProperty("asOf").GetString()!, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                BandCentresHz = Numbers(root, "bandCentresHz"),
                MeanDb = Numbers(style, "meanDb"),
                DeviationDb = Numbers(style, "deviationDb"),
                ErrorDb = root.GetProperty("errorDb").GetDouble(),
            }),
        ];
    }
}
