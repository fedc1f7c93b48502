using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lacquer.Server.Api;

/// <summary>What is wrong with a body, in the words of whoever wrote it and not of this program's types.</summary>
internal static partial class JsonFault
{
    /// <summary>$.controls['eq'] becomes /controls/eq (RFC 6901).</summary>
    public static string Pointer(string? path) =>
        path is null or "$" ? "" : path[1..].Replace("['", "/").Replace("']", "").Replace('[', '/').Replace("]", "").Replace('.', '/');

    /// <summary>The fault in a sentence.</summary>
    public static string Words(JsonException fault)
    {
        string text = fault.Message.Split(" Path:", 2)[0].Split(" LineNumber", 2)[0];
        return Wrong().Match(text) is { Success: true } wrong ? $"Here belongs {Kind(wrong.Groups[1].Value)}."
            : Missing().Match(text) is { Success: true } missing ? $"Missing: {missing.Groups[1].Value.Replace("'", "", StringComparison.Ordinal)}."
            : Unknown().Match(text) is { Success: true } unknown ? $"There is no '{unknown.Groups[1].Value}' here."
            : $"This is no JSON: {text}";
    }

    private static string Kind(string type)
    {
        if (Nullable().Match(type) is { Success: true } maybe)
        {
            type = maybe.Groups[1].Value;
        }

        return type switch
        {
            "System.String" => "a text",
            "System.Boolean" => "true or false",
            "System.Int32" or "System.Int64" => "a whole number",
            "System.Double" or "System.Single" or "System.Decimal" => "a number",
            "System.DateTimeOffset" => "a time, as in 2026-01-31T12:00:00Z",
            _ when type.Contains("List", StringComparison.Ordinal) || type.EndsWith("[]", StringComparison.Ordinal) => "a list",
            _ when typeof(JsonFault).Assembly.GetType(type) is { IsEnum: true } words => "one of " + string.Join(", ", Enum.GetNames(words).Select(JsonNamingPolicy.CamelCase.ConvertName)),
            _ => "an object",
        };
    }

    [GeneratedRegex(@"^The JSON value could not be converted to (.+?)\.$", RegexOptions.CultureInvariant)]
    private static partial Regex Wrong();

    [GeneratedRegex(@"missing required properties including: (.+?)\.$", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();

    [GeneratedRegex("^The JSON property '(.+?)' could not be mapped", RegexOptions.CultureInvariant)]
    private static partial Regex Unknown();

    [GeneratedRegex(@"^System\.Nullable`1\[(.+)\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Nullable();
}
