using Lacquer.Mastering.Reporting.Html.Charts;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>A plot with its title, its legend, what it shows in words and its numbers as a table.</summary>
internal sealed record PlotFigure
{
    /// <summary>Unique name on the page.</summary>
    public required string Id { get; init; }

    /// <summary>What is plotted.</summary>
    public required string Title { get; init; }

    /// <summary>What the eye would see, for those who do not.</summary>
    public required string Description { get; init; }

    /// <summary>What is what; empty where there is only one thing.</summary>
    public IReadOnlyList<LegendEntry> Legend { get; init; } = [];

    /// <summary>Height under the legend, in the drawing's units.</summary>
    public required Func<ChartSize, double> Height { get; init; }

    /// <summary>Draws what stands under the legend, from a height of the drawing on.</summary>
    public required Action<Markup, ChartSize, double> Draw { get; init; }

    /// <summary>Every number that is plotted, or for long curves as many as one can read.</summary>
    public required DataTable Table { get; init; }

    /// <summary>Writes the figure.</summary>
    public void Write(Markup page)
    {
        page.Start("figure", ("id", Id));
        page.Element("figcaption", Title);
        DrawAt(page, ChartSize.Wide);
        DrawAt(page, ChartSize.Narrow);
        page.Start("details").Start("summary").Text("The numbers").Element("span", $" of: {Title}", ("class", "unseen")).End();
        Table.Write(page);
        page.End().End();
    }

    private void DrawAt(Markup page, ChartSize size)
    {
        double top = Legend.Count == 0 ? 0 : Charts.Legend.Height(Legend, size) + 6;
        string box = $"0 0 {Plot.N(size.Width)} {Plot.N(top + Height(size))}";
        string name = $"{Id}-{size.Name}";
        page.Start("svg", ("class", size.Name), ("role", "img"), ("viewBox", box), ("aria-labelledby", $"{name}-title {name}-words"));
        page.Element("title", Title, ("id", $"{name}-title"));
        page.Element("desc", Description, ("id", $"{name}-words"));
        Charts.Legend.Draw(page, Legend, size);
        Draw(page, size, top);
        page.End();
    }
}
