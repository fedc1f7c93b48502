using System.Text;

namespace Lacquer.Server.Api;

/// <summary>Words that strangers send: kept as text, without what no text needs and no database takes.</summary>
internal static class PlainWords
{
    public const int LongestName = 80;
    public const int LongestText = 2_000;

    /// <summary>A name on one line.</summary>
    /// <exception cref="ApiException">Too long or, where it is needed, empty.</exception>
    public static string Name(string? given, string pointer, bool needed = true)
    {
        string name = Clean(given ?? "", keepLines: false);
        return name.Length > LongestName || (needed && name.Length == 0)
            ? throw ApiException.Impossible(pointer, $"A name has {(needed ? 1 : 0)} to {LongestName} characters.")
            : name;
    }

    /// <summary>A few sentences.</summary>
    /// <exception cref="ApiException">Too long or, where it is needed, empty.</exception>
    public static string Text(string? given, string pointer, bool needed = true)
    {
        string text = Clean(given ?? "", keepLines: true);
        return text.Length > LongestText || (needed && text.Length == 0)
            ? throw ApiException.Impossible(pointer, $"A text has {(needed ? 1 : 0)} to {LongestText} characters.")
            : text;
    }

    private static string Clean(string given, bool keepLines)
    {
        var clean = new StringBuilder(given.Length);
        foreach (Rune rune in given.EnumerateRunes()) // half a character becomes its replacement
        {
            if (!Rune.IsControl(rune) || (keepLines && rune.Value == '\n'))
            {
                clean.Append(rune.ToString());
            }
            else if (rune.Value is '\n' or '\t')
            {
                clean.Append(' ');
            }
        }

        return clean.ToString().Trim();
    }
}
