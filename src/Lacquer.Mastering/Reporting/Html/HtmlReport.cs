using System.Globalization;
using System.Reflection;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>
/// A report as one page that needs nothing else: no network, no script, no fonts. For screens from phone to wide, light and dark, and for
/// paper.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes the page of one track, about 100 to 300 kB whatever its length.</summary>
    /// <param name="report">What was done and measured.</param>
    /// <param name="to">Takes the page, to be stored as UTF-8.</param>
    /// <param name="date">Day to print on it; null for none. The same report and day give the same page.</param>
    public static void Write(MasteringReport report, TextWriter to, DateOnly? date = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(to);
        to.Write("<!DOCTYPE html>");
        var page = new Markup(to);
        page.Start("html", ("lang", "en"));
        Head(page, report);
        page.Start("body");
        SummarySection.Write(page, report, date);
        page.Start("main");
        FindingsSection.Write(page, report);
        MovesSection.Write(page, report);
        LoudnessSection.Write(page, report);
        ToneSection.Write(page, report);
        StereoSection.Write(page, report);
        ReductionSection.Write(page, report);
        StreamingSection.Write(page, report);
        RecallSection.Write(page, report);
        page.End();
        page.Start("footer").Element("p", $"Made by Lacquer {Version}, an open mastering engineer. Loudness, peaks, tone and width were measured on the two files themselves.").End();
        page.End().End();
        to.Write('\n');
    }

    /// <summary>Version of the program.</summary>
    internal static string Version =>
        typeof(HtmlReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>The song: its title in the tags, or the name of its file.</summary>
    internal static string Song(MasteringReport report) => report.Title ?? Path.GetFileNameWithoutExtension(report.File);

    private static void Head(Markup page, MasteringReport report)
    {
        page.Start("head").Empty("meta", ("charset", "utf-8"));
        page.Element("title", string.Create(CultureInfo.InvariantCulture, $"{Song(report)} – mastering report"));
        page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        page.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        page.Empty("meta", ("name", "generator"), ("content", $"Lacquer {Version}"));
        // Should anything foreign ever slip through the escaping, it finds nothing to run and nowhere to go.
        page.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; style-src {PageStyle.Source}"));
        page.Start("style").Verbatim(PageStyle.Sheet).End();
        page.End();
    }
}
