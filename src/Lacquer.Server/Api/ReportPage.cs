using System.Security.Cryptography;
using System.Text;

namespace Lacquer.Server.Api;

/// <summary>The page about a master, as it is served: it brings its style sheet with it, and nothing but that sheet is let through.</summary>
internal static class ReportPage
{
    public const string Name = "report.html";

    /// <summary>What browsers may take of a page: its own style sheet, known by its hash. Pages of earlier versions have other sheets.</summary>
    public static string Policy(string page)
    {
        const string Begin = "<style>";
        int from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = page.IndexOf("</style>", from, StringComparison.Ordinal);
        string hash = from < Begin.Length || to < 0 ? "" : $"; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page[from..to])))}'";
        return $"default-src 'none'{hash}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
