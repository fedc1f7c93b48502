namespace Lacquer.Mastering.Reporting.Html;

/// <summary>The stages as musicians call them.</summary>
internal static class StageTitles
{
    /// <summary>Heading of a stage.</summary>
    public static string Of(string stage) => stage switch
    {
        "cleanup" => "Clean-up",
        "equalizer" => "Equaliser",
        "resonance" => "Resonances and harshness",
        "dynamics" => "Slow dynamics",
        "image" => "Stereo image",
        "compressor" => "Compressor",
        "deesser" => "De-esser",
        "saturation" => "Saturation",
        "rate" => "Sample rate",
        "loudness" => "Gain and limiter",
        "delivery" => "Delivery",
        _ => Figures.Sentence(stage).TrimEnd('.'),
    };

    /// <summary>What a stage works on, in a word or two; null for the stages that only bring the sound to level and file.</summary>
    public static string? WorksOn(string stage) => stage switch
    {
        "cleanup" => "the lowest lows",
        "equalizer" => "tone",
        "resonance" => "harshness",
        "dynamics" or "compressor" => "dynamics",
        "image" => "width",
        "deesser" => "sibilants",
        "saturation" => "colour",
        _ => null,
    };
}
