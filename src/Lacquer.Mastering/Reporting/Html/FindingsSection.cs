using System.Globalization;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>What an engineer would send back about the mix: where, what, how much, and what to do.</summary>
internal static class FindingsSection
{
    /// <summary>More would be read by nobody; the gravest come first. Chosen.</summary>
    private const int MostFindings = 60;

    public static void Write(Markup page, MasteringReport report)
    {
        page.Start("section", ("id", "mix"), ("aria-labelledby", "mix-title"));
        page.Element("h2", "About the mix", ("id", "mix-title"));
        Finding[] findings = [.. report.Input.Findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.StartSeconds)];
        if (findings.Length == 0)
        {
            page.Element("p", "There is nothing to remark on: no fault was found that should be mended before mastering.");
        }
        else
        {
            page.Element("p", "Worth hearing before the next mix. The gravest comes first.", ("class", "lead"));
            page.Start("ol", ("class", "findings"));
            // The same thing in many places is said once.
            foreach (var same in findings.Take(MostFindings).GroupBy(finding => (finding.Code, finding.Severity, finding.FixIn, finding.Advice)))
            {
                Item(page, [.. same], report.Input.DurationSeconds);
            }

            page.End();
            if (findings.Length > MostFindings)
            {
                page.Element("p", string.Create(CultureInfo.InvariantCulture, $"And {findings.Length - MostFindings} more; lacquer analyze prints them all."));
            }
        }

        page.End();
    }

    private static void Item(Markup page, Finding[] places, double durationSeconds)
    {
        Finding first = places[0];
        (string style, string word) = first.Severity switch
        {
            FindingSeverity.Error => ("error", "spoils the release"),
            FindingSeverity.Warning => ("warning", "worth mending"),
            _ => ("info", "good to know"),
        };
        page.Start("li", ("class", $"finding {style}"));
        page.Start("p", ("class", "where"));
        string where = places.Length == 1
            ? Figures.Times(first.StartSeconds, first.EndSeconds, durationSeconds)
            : string.Create(CultureInfo.InvariantCulture, $"{places.Length} places");
        page.Element("span", where, ("class", "times")).Text(" ");
        page.Element("span", word, ("class", "badge")).Text(" ");
        page.Element("span", first.FixIn == FixIn.Mix ? "best mended in the mix" : "can be dealt with in mastering", ("class", "fix")).End();
        if (places.Length == 1)
        {
            page.Element("p", Figures.Sentence(first.Message), ("class", "message"));
        }
        else
        {
            page.Start("ul", ("class", "places"));
            foreach (Finding place in places)
            {
                page.Start("li").Element("span", Figures.Times(place.StartSeconds, place.EndSeconds, durationSeconds), ("class", "times")).Text(" ")
                    .Text(Figures.Sentence(place.Message)).End();
            }

            page.End();
        }

        page.Element("p", Figures.Sentence(first.Advice));
        if (places.Length == 1 && double.IsFinite(first.Measured) && double.IsFinite(first.Expected))
        {
            page.Element("p", $"Measured {Value(first.Measured, first.Unit)}; fine would be {Value(first.Expected, first.Unit)}.", ("class", "evidence"));
        }

        page.End();
    }

    private static string Value(double value, string unit)
    {
        bool isLevel = unit.StartsWith("dB", StringComparison.Ordinal) || unit.StartsWith("LU", StringComparison.Ordinal);
        string format = Math.Abs(value) >= 1_000 ? "0" : !isLevel && Math.Abs(value) is > 0 and < 0.095 ? "0.####" : "0.0";
        return unit.Length == 0 ? Figures.Number(value, format) : $"{Figures.Number(value, format)}\u00A0{unit}";
    }
}
