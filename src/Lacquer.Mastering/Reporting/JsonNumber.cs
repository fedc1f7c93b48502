using System.Text.Json.Nodes;

namespace Lacquer.Mastering.Reporting;

/// <summary>Numbers for JSON: rounded to what they are worth, null where they do not exist.</summary>
internal static class JsonNumber
{
    /// <summary>The number with so many decimals; null for NaN and infinity.</summary>
    public static JsonNode? From(double value, int decimals = 3) =>
        double.IsFinite(value) ? JsonValue.Create(Math.Round(value, decimals)) : null;

    /// <summary>A row of numbers.</summary>
    public static JsonArray Array(double[] values) => new([.. values.Select(value => From(value))]);
}
