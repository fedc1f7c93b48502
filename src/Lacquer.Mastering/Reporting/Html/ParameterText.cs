using System.Globalization;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>A stage's number with its unit.</summary>
internal static class ParameterText
{
    private static readonly (string Ending, string Unit)[] Units =
        [("Dbfs", "dBFS"), ("Dbtp", "dBTP"), ("Lufs", "LUFS"), ("Db", "dB"), ("Hz", "Hz"), ("Ms", "ms")];

    /// <summary>The value as the recall sheet has it: exact to four decimals, with its unit.</summary>
    public static string Value(string stage, string parameter, double value) => (stage, parameter) switch
    {
        ("equalizer", _) => $"{Figures.Number(value, "0.00##")} dB",
        ("cleanup", "dcLeft" or "dcRight") => $"{Figures.Number(100 * value, "0.####")} % of full scale",
        (_, "mix" or "asymmetry") => $"{Figures.Number(100 * value, "0.##")} %",
        (_, "limiter" or "dither") => value != 0 ? "on" : "off",
        (_, "bits") => value == 32 ? "32 bit float" : $"{Figures.Number(value, "0")} bit",
        _ when parameter.EndsWith("Ratio", StringComparison.OrdinalIgnoreCase) => $"{Figures.Number(value, "0.0###")} : 1",
        _ => WithUnit(parameter, value),
    };

    private static string WithUnit(string parameter, double value)
    {
        string digits = value.ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−');
        string unit = Array.Find(Units, known => parameter.EndsWith(known.Ending, StringComparison.Ordinal)).Unit;
        return unit is null ? digits : unit == "Hz" && value == 0 ? "off" : $"{digits} {unit}";
    }
}
