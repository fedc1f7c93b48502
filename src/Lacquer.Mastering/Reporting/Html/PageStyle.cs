namespace Lacquer.Mastering.Reporting.Html;

/// <summary>The style sheet of the page (Page.css, built in).</summary>
internal static class PageStyle
{
    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>Its text; holds neither <c>&lt;</c> nor <c>&amp;</c>, so that it stands in a page as it is.</summary>
    public static string Sheet => Loaded.Value;

    private static string Load()
    {
        Type here = typeof(PageStyle);
        using Stream stream = here.Assembly.GetManifestResourceStream($"{here.Namespace}.Page.css")
            ?? throw new InvalidOperationException("Page.css is not built into the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
