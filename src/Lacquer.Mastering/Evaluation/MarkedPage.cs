namespace Lacquer.Mastering.Evaluation;

/// <summary>A page of which a program writes the part between two marks; what people wrote around it stays.</summary>
public static class MarkedPage
{
    /// <summary>The line before the program's part.</summary>
    public const string From = "<!-- written by lacquer evaluate from here; text outside of the two marks stays -->";

    /// <summary>The line after it.</summary>
    public const string To = "<!-- written by lacquer evaluate to here -->";

    private const string Title = "# How well it judges\n\n";

    /// <summary>Whether a page has both marks, in order.</summary>
    public static bool HasMarks(string page)
    {
        int from = page.IndexOf(From, StringComparison.Ordinal);
        return from >= 0 && page.IndexOf(To, from, StringComparison.Ordinal) >= 0;
    }

    /// <summary>A page with the program's part replaced.</summary>
    /// <param name="page">The page so far; null or without marks: a new one.</param>
    /// <param name="part">What goes between the marks.</param>
    public static string With(string? page, string part)
    {
        string marked = $"{From}\n\n{part.Trim('\n')}\n\n{To}";
        if (page is null || !HasMarks(page))
        {
            return Title + marked + "\n";
        }

        int from = page.IndexOf(From, StringComparison.Ordinal);
        int to = page.IndexOf(To, from, StringComparison.Ordinal) + To.Length;
        return page[..from] + marked + page[to..];
    }
}
