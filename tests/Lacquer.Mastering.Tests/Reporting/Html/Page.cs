using System.Xml;
using System.Xml.Linq;
using Lacquer.Mastering.Reporting;
using Lacquer.Mastering.Reporting.Html;

namespace Lacquer.Mastering.Tests.Reporting.Html;

/// <summary>A page as a tree of elements: it is written so that a strict reader takes it too.</summary>
internal sealed class Page
{
    private Page(string text)
    {
        Text = text;
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        Root = XDocument.Load(reader).Root!;
    }

    /// <summary>As it is stored.</summary>
    public string Text { get; }

    public XElement Root { get; }

    public static Page Of(MasteringReport report)
    {
        using var text = new StringWriter();
        HtmlReport.Write(report, text, new DateOnly(2026, 11, 22));
        return new Page(text.ToString());
    }

    public static Page Read(string path) => new(File.ReadAllText(path));

    /// <summary>All elements of a name.</summary>
    public XElement[] All(string name) => [.. Root.Descendants(name)];

    /// <summary>The part of the page with this id.</summary>
    public XElement Part(string id) => Root.Descendants().Single(element => (string?)element.Attribute("id") == id);

    /// <summary>Everything that is well made about a page, whatever it says.</summary>
    /// <param name="allowed">Text that this page may hold although it usually means something foreign.</param>
    public void IsWellMade(string allowed = "")
    {
        Assert.Equal("en", (string?)Root.Attribute("lang"));
        Assert.Single(All("h1"));
        Assert.Single(All("main"));
        HeadingsSkipNoLevel();
        ReferencesLeadSomewhere();
        PlotsSpeak();
        NothingComesFromOutside(allowed);
        Assert.DoesNotContain("NaN", Root.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", Text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", Text, StringComparison.Ordinal);
    }

    private void HeadingsSkipNoLevel()
    {
        int[] levels = [.. Root.Descendants().Select(element => element.Name.LocalName).Where(name => name is "h1" or "h2" or "h3").Select(name => name[1] - '0')];
        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    private void ReferencesLeadSomewhere()
    {
        string[] ids = [.. Root.Descendants().Select(element => (string?)element.Attribute("id")).OfType<string>()];
        Assert.Distinct(ids);
        Assert.All(All("a"), link => Assert.Contains(((string)link.Attribute("href")!)[1..], ids));
        string[] labels = [.. Root.Descendants().SelectMany(element => ((string?)element.Attribute("aria-labelledby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.All(labels, label => Assert.Contains(label, ids));
    }

    private void PlotsSpeak()
    {
        foreach (XElement figure in All("figure"))
        {
            Assert.NotEqual("", figure.Element("figcaption")!.Value);
            Assert.Equal(["wide", "narrow"], figure.Elements("svg").Select(svg => (string)svg.Attribute("class")!));
            XElement table = figure.Element("details")!.Descendants("table").Single();
            Assert.NotEqual("", table.Element("caption")!.Value);
            int columns = table.Descendants("thead").Single().Descendants("th").Count();
            Assert.NotEmpty(table.Element("tbody")!.Elements("tr"));
            Assert.All(table.Element("tbody")!.Elements("tr"), row => Assert.Equal(columns, row.Elements().Count()));
        }

        foreach (XElement svg in All("svg"))
        {
            Assert.Equal("img", (string?)svg.Attribute("role"));
            Assert.NotEqual("", svg.Element("title")!.Value);
            Assert.NotEqual("", svg.Element("desc")!.Value);
            StaysInside(svg);
        }
    }

    /// <summary>No label and no line leaves its drawing; the width of letters is taken as a good half of their height.</summary>
    private static void StaysInside(XElement svg)
    {
        const double letterWidth = 6.2; // of 12 px text in the fonts at hand, a little less than the mean
        double[] box = [.. ((string)svg.Attribute("viewBox")!).Split(' ').Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        foreach (XElement text in svg.Elements("text"))
        {
            double x = (double)text.Attribute("x")!;
            double width = letterWidth * text.Value.Length;
            string style = (string)text.Attribute("class")!;
            double left = style.Contains("end", StringComparison.Ordinal) ? x - width : style.Contains("middle", StringComparison.Ordinal) ? x - (width / 2) : x;
            Assert.True(left >= -1 && left + width <= box[2] + 1, $"'{text.Value}' reaches from {left} to {left + width} of {box[2]}");
            Assert.InRange((double)text.Attribute("y")!, 8, box[3]);
        }
    }

    private void NothingComesFromOutside(string allowed)
    {
        Assert.Empty(All("script"));
        Assert.Empty(All("link"));
        Assert.Empty(All("img"));
        foreach (string foreign in (string[])["http:", "https:", "url(", "@import", "src="])
        {
            if (foreign == allowed)
            {
                continue;
            }

            Assert.DoesNotContain(foreign, Text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
