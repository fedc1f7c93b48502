using System.Globalization;
using System.Text.Json;

namespace Lacquer.Mastering.Decision;

/// <summary>Says of a text that should be JSON what is wrong with it, without the reader's own words: they are for programmers.</summary>
internal static class DamagedText
{
    /// <summary>One clause, to be followed by what to do.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="fault">Where the reader stopped.</param>
    /// <param name="kind">What it should be: <c>preset</c>.</param>
    public static string Say(string text, JsonException fault, string kind)
    {
        string line = fault.LineNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $" line {number + 1}") : " some line";
        return fault.Message.Contains("could not be mapped", StringComparison.Ordinal) ? $"not a {kind} that this program knows:{line} holds something new, perhaps of a newer Lacquer"
            : !text.AsSpan().TrimStart().StartsWith("{") ? $"not a {kind}"
            : $"the {kind} is damaged: it cannot be read from{line} on";
    }
}
