namespace Lacquer.Mastering.Reporting.Html.Charts;

/// <summary>Says above a plot what is what; as many lines as the width needs.</summary>
internal static class Legend
{
    private const double LineHeight = 22;
    private const double Sample = 30;
    private const double Gap = 22;

    /// <summary>Height of the legend in a drawing.</summary>
    public static double Height(IReadOnlyList<LegendEntry> entries, ChartSize size)
    {
        int lines = Places(entries, size).Select(place => place.Line + 1).DefaultIfEmpty(0).Max();
        return lines * LineHeight;
    }

    /// <summary>Draws it from the top of the drawing on.</summary>
    public static void Draw(Markup to, IReadOnlyList<LegendEntry> entries, ChartSize size)
    {
        int i = 0;
        foreach ((double x, int line) in Places(entries, size))
        {
            LegendEntry entry = entries[i++];
            double y = 12 + (line * LineHeight);
            if (entry.Kind == LegendKind.Bar)
            {
                to.Empty("rect", ("class", $"bar {entry.Style}"), ("x", Plot.N(x + 7)), ("y", Plot.N(y - 7)), ("width", "10"), ("height", "14"));
            }
            else if (entry.Kind == LegendKind.Area)
            {
                to.Empty("rect", ("class", $"area {entry.Style}"), ("x", Plot.N(x)), ("y", Plot.N(y - 7)), ("width", Plot.N(Sample - 6)), ("height", "14"));
            }
            else
            {
                to.Empty("path", ("class", $"line {entry.Style}"), ("d", $"M{Plot.N(x)} {Plot.N(y)}h{Plot.N(Sample - 6)}"));
            }

            if (entry.Kind == LegendKind.MarkedLine)
            {
                Plot.Marker(to, x + ((Sample - 6) / 2), y, entry.Style, round: entry.Style == "mix");
            }

            to.Element("text", entry.Text, ("class", "label"), ("x", Plot.N(x + Sample)), ("y", Plot.N(y + 4)));
        }
    }

    private static IEnumerable<(double X, int Line)> Places(IReadOnlyList<LegendEntry> entries, ChartSize size)
    {
        const double start = 4;
        (double x, int line) = (start, 0);
        foreach (LegendEntry entry in entries)
        {
            double width = Sample + (size.CharacterWidth * entry.Text.Length);
            if (x > start && x + width > size.Width)
            {
                (x, line) = (start, line + 1);
            }

            yield return (x, line);
            x += width + Gap;
        }
    }
}
