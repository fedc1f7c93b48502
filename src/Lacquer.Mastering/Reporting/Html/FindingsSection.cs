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
            foreach (Finding finding in findings.Take(MostFindings))
            {
                Item(page, finding, report.Input.DurationSeconds);
            }

            page.End();
            if (findings.Length > MostFindings)
            {
                page.Element("p", string.Create(CultureInfo.InvariantCulture, $"And {findings.Length - MostFindings} more; lacquer analyze prints them all."));
            }
        }

        page.End();
    }

    private static void Item(Markup page, Finding finding, double durationSeconds)
    {
        (string style, string word) = finding.Severity switch
        {
            FindingSeverity.Error => ("error", "spoils the release"),
            FindingSeverity.Warning => ("warning", "worth mending"),
            _ => ("info", "good to know"),
        };
        page.Start("li", ("class", $"finding {style}"));
        page.Start("p", ("class", "where"));
        page.Element("span", Figures.Times(finding.StartSeconds, finding.EndSeconds, durationSeconds), ("class", "times")).Text(" ");
        page.Element("span", word, ("class", "badge")).Text(" ");
        page.Element("span", finding.FixIn == FixIn.Mix ? "best mended in the mix" : "can be dealt with in mastering", ("class", "fix")).End();
        page.Element("p", Figures.Sentence(finding.Message), ("class", "message"));
        page.Element("p", Figures.Sentence(finding.Advice));
        if (double.IsFinite(finding.Measured) && double.IsFinite(finding.Expected))
        {
            page.Element("p", $"Measured {Value(finding.Measured, finding.Unit)}; fine would be {Value(finding.Expected, finding.Unit)}.", ("class", "evidence"));
        }

        page.End();
    }

    private static string Value(double value, string unit)
    {
        string digits = Math.Abs(value) is > 0 and < 0.095 ? Figures.Number(value, "0.####") : Math.Abs(value) >= 1_000 ? Figures.Number(value, "0") : Figures.Number(value, "0.0");
        return unit.Length == 0 ? digits : $"{digits} {unit}";
    }
}
