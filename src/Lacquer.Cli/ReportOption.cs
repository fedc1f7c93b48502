using System.CommandLine;
using Lacquer.Audio;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting;
using Lacquer.Mastering.Reporting.Html;

namespace Lacquer.Cli;

/// <summary><c>--report</c>: a page for each master, in a file or, for several, in a folder.</summary>
internal sealed class ReportOption
{
    private const string Ending = ".report.html";

    private readonly Option<string?> _report = new("--report") { Description = "write a page to read and print about each master", HelpName = "FILE.html|DIR" };

    public void AddTo(Command command) => command.Add(_report);

    /// <summary>Where the page of each input goes; null for none.</summary>
    /// <exception cref="PlanException">Several inputs share one file, two pages would have the same name, or the file would be no page.</exception>
    public string?[] Paths(ParseResult parsed, IReadOnlyList<string> inputs)
    {
        if (parsed.GetValue(_report) is not { } given)
        {
            return new string?[inputs.Count];
        }

        bool isPage = Path.GetExtension(given).ToLowerInvariant() is ".html" or ".htm";
        bool isFolder = Directory.Exists(given) || given.EndsWith('/') || (inputs.Count > 1 && !isPage);
        if (!isFolder)
        {
            return inputs.Count == 1 && isPage
                ? [given]
                : throw new PlanException(isPage
                    ? $"several inputs need a folder after --report, and {given} looks like a file; end it with / if it is meant."
                    : $"--report writes a page, and {given} is not named like one; end it with .html, or with / for a folder.");
        }

        string[] paths = [.. inputs.Select(input => Path.Combine(given, Path.GetFileNameWithoutExtension(input) + Ending))];
        string? twice = paths.GroupBy(Path.GetFullPath, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.First();
        if (twice is not null)
        {
            throw new PlanException($"two inputs would both be reported in {twice}; master them one at a time.");
        }

        OutputOptions.CreateFolder(given, "--report");
        return paths;
    }

    /// <summary>Writes a page; null is nothing to write.</summary>
    /// <exception cref="AudioFileException">It exists and may not be replaced, or its folder cannot be written.</exception>
    public static void Write(string? path, MasteringReport report, bool overwrite) => TextFile.Write(path, path is null ? null : Page(report), overwrite);

    /// <summary>The page about a master.</summary>
    public static string Page(MasteringReport report)
    {
        using var page = new StringWriter();
        HtmlReport.Write(report, page, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date));
        return page.ToString();
    }
}
