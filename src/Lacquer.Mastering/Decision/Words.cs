using System.Globalization;

namespace Lacquer.Mastering.Decision;

/// <summary>Numbers as people write them.</summary>
public static class Words
{
    /// <summary>250 Hz, 1.6 kHz.</summary>
    public static string Frequency(double hz) =>
        hz < 1_000
            ? string.Create(CultureInfo.InvariantCulture, $"{hz:0.#} Hz")
            : string.Create(CultureInfo.InvariantCulture, $"{hz / 1_000:0.##} kHz");

    /// <summary>A change with its sign: +1.5, −2.0, 0.0.</summary>
    public static string Signed(double value)
    {
        string digits = Math.Abs(value).ToString("0.0", CultureInfo.InvariantCulture);
        return digits == "0.0" ? digits : (value < 0 ? "−" : "+") + digits;
    }

    /// <summary>A level with a true minus sign and one decimal; <c>none</c> when it does not exist.</summary>
    public static string Level(double value) =>
        double.IsFinite(value) ? value.ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '−') : "none";

    /// <summary>Minutes and seconds: 3:07.</summary>
    public static string Time(double seconds)
    {
        int whole = (int)Math.Round(seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}");
    }
}
