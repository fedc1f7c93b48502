using System.Security.Cryptography;
using System.Text;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>The style sheet of the page (Page.css, built in).</summary>
internal static class PageStyle
{
    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>Its text; holds neither <c>&lt;</c> nor <c>&amp;</c>, so that it stands in a page as it is.</summary>
    public static string Sheet => Loaded.Value;

    /// <summary>The sheet as a source of a Content-Security-Policy: this one and no other.</summary>
    public static string Source { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'";

    private static string Load()
    {
        Type here = typeof(PageStyle);
        using Stream stream = here.Assembly.GetManifestResourceStream($"{here.Namespace}.Page.css")
            ?? throw new InvalidOperationException("Page.css is not built into the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
