using System.Text;

namespace Lacquer.Cli;

/// <summary>Breaks long sentences at a width that terminals show.</summary>
internal static class Wrapped
{
    private const int Width = 100;

    /// <summary>The text with a heading before its first line and as much space before the others.</summary>
    public static string Text(string heading, string text)
    {
        var lines = new StringBuilder(heading);
        int column = heading.Length;
        foreach (string word in text.Split(' '))
        {
            if (column + word.Length > Width && column > heading.Length)
            {
                lines.Append('\n').Append(' ', heading.Length);
                column = heading.Length;
            }

            lines.Append(word).Append(' ');
            column += word.Length + 1;
        }

        return lines.ToString().TrimEnd();
    }
}
