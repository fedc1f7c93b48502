namespace Lacquer.Mastering.Reporting.Html;

/// <summary>A table: the first column says what the row is about, the others hold what was measured.</summary>
internal sealed record DataTable
{
    /// <summary>Text of a cell that holds nothing.</summary>
    public const string Nothing = "–";

    /// <summary>What it holds; read out before the table.</summary>
    public required string Caption { get; init; }

    /// <summary>What the reader should know first; stands above the table. Null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Headings of all columns.</summary>
    public required IReadOnlyList<string> Headings { get; init; }

    /// <summary>Texts of all rows, one a column.</summary>
    public required IEnumerable<IReadOnlyList<string>> Rows { get; init; }

    /// <summary>Columns that hold sentences rather than numbers, by index.</summary>
    public IReadOnlyList<int> Prose { get; init; } = [];

    /// <summary>Whether each row becomes a card with its own labels where the page is as narrow as a phone: for tables of many columns.</summary>
    public bool IsCards { get; init; }

    /// <summary>Whether rows are so long that paper may break within one.</summary>
    public bool IsLong { get; init; }

    /// <summary>Writes it so that it can be scrolled sideways where the page is narrower.</summary>
    public void Write(Markup page)
    {
        if (Note is not null)
        {
            page.Element("p", Note, ("class", "note"));
        }

        page.Start("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", Caption));
        page.Start("table", ("class", IsCards ? "cards" : IsLong ? "long" : "plain"));
        page.Element("caption", Caption, ("class", "unseen"));
        page.Start("thead").Start("tr");
        for (int c = 0; c < Headings.Count; c++)
        {
            page.Element("th", Headings[c], ("scope", "col"), ("class", Style(c)));
        }

        page.End().End().Start("tbody");
        foreach (IReadOnlyList<string> row in Rows)
        {
            page.Start("tr");
            for (int c = 0; c < row.Count; c++)
            {
                (string Name, string Value) kind = c == 0 ? ("scope", "row") : ("class", Style(c));
                page.Element(c == 0 ? "th" : "td", row[c], IsCards ? [kind, ("data-of", Headings[c].Split(',')[0]), ("data-none", row[c] is Nothing ? "yes" : "no")] : [kind]);
            }

            page.End();
        }

        page.End().End().End();
    }

    private string Style(int column) => column == 0 ? "first" : Prose.Contains(column) ? "prose" : "number";
}
