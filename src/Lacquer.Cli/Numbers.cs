using System.Text.Json.Nodes;

namespace Lacquer.Cli;

/// <summary>What a report holds. What is printed is read from it, so that it is the same whether it was made here or by a service.</summary>
internal static class Numbers
{
    /// <summary>A number; NaN where the report has null.</summary>
    /// <param name="node">Where to begin.</param>
    /// <param name="path">Names, one inside the other.</param>
    public static double Of(JsonNode node, params string[] path) => path.Aggregate((JsonNode?)node, (at, name) => at?[name])?.AsValue() switch
    {
        null => double.NaN,
        { } value when value.TryGetValue(out double number) => number,
        { } value => value.GetValue<int>(), // a whole number that was made here, not read
    };

    /// <summary>A word; empty where the report has null.</summary>
    public static string Text(JsonNode node, params string[] path) => path.Aggregate((JsonNode?)node, (at, name) => at?[name])?.GetValue<string>() ?? "";
}
