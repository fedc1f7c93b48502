using System.Text;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>Writes elements that are always closed and text that is always escaped; what comes out is well-formed HTML and XML at once.</summary>
internal sealed class Markup(TextWriter to)
{
    /// <summary>Elements that stand within a line of text, where a line break would be seen as a space.</summary>
    private static readonly HashSet<string> Inline =
        new(StringComparer.Ordinal) { "a", "abbr", "b", "bdi", "code", "em", "h1", "h2", "h3", "small", "span", "strong", "td", "text", "th", "time", "title", "tspan" };

    private readonly Stack<string> _open = new();

    /// <summary>Opens an element.</summary>
    /// <param name="element">Its name, as written in this program.</param>
    /// <param name="attributes">Names as written in this program, values from anywhere.</param>
    public Markup Start(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes);
        to.Write('>');
        _open.Push(element);
        return this;
    }

    /// <summary>An element without content, such as a line of a plot.</summary>
    public Markup Empty(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes);
        to.Write("/>");
        return this;
    }

    /// <summary>Closes the element opened last.</summary>
    public Markup End()
    {
        to.Write("</");
        to.Write(_open.Pop());
        to.Write('>');
        return this;
    }

    /// <summary>Text from anywhere.</summary>
    public Markup Text(string text)
    {
        to.Write(Escaped(text));
        return this;
    }

    /// <summary>An element that holds nothing but text from anywhere.</summary>
    public Markup Element(string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Start(element, attributes).Text(text).End();

    /// <summary>Text of this program's own, such as a style sheet, written as it is.</summary>
    public Markup Verbatim(string text)
    {
        to.Write(text);
        return this;
    }

    /// <summary>
    /// The text with everything replaced that could be taken for markup, that no page may hold, or that would turn the direction of what
    /// follows (a file can so pretend to have another name).
    /// </summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped.Append(c).Append(text[++i]);
                continue;
            }

            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\n' or '\t' => " ",
                _ when IsForbidden(c) => "\uFFFD",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static bool IsForbidden(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private void Tag(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        if (!Inline.Contains(element))
        {
            to.Write('\n');
        }

        to.Write('<');
        to.Write(element);
        foreach ((string name, string value) in attributes)
        {
            to.Write(' ');
            to.Write(name);
            to.Write("=\"");
            to.Write(Escaped(value));
            to.Write('"');
        }
    }
}
