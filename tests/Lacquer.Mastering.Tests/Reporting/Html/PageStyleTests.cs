using System.Globalization;
using System.Text.RegularExpressions;
using Lacquer.Mastering.Reporting.Html;

namespace Lacquer.Mastering.Tests.Reporting.Html;

/// <summary>Colours of the page in both themes.</summary>
public sealed partial class PageStyleTests
{
    private const double LeastTextContrast = 4.5;  // WCAG 2.2, 1.4.3 (AA)
    private const double LeastShapeContrast = 3.0; // WCAG 2.2, 1.4.11

    public static TheoryData<int> Themes => [0, 1];

    [Theory]
    [MemberData(nameof(Themes))]
    public void Text_can_be_read(int theme)
    {
        Dictionary<string, double> luminance = Theme(theme);
        foreach (string text in (string[])["ink", "soft", "link", "mix", "master", "error", "warning", "info"])
        {
            foreach (string ground in (string[])["paper", "sheet", "stretch"])
            {
                Assert.True(Contrast(luminance[text], luminance[ground]) >= LeastTextContrast, $"{text} on {ground}: {Contrast(luminance[text], luminance[ground]):0.00}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void Curves_can_be_seen(int theme)
    {
        Dictionary<string, double> luminance = Theme(theme);
        foreach (string curve in (string[])["mix", "master"])
        {
            foreach (string ground in (string[])["paper", "stretch", "usual-fill"])
            {
                Assert.True(Contrast(luminance[curve], luminance[ground]) >= LeastShapeContrast, $"{curve} on {ground}");
            }
        }

        Assert.True(Contrast(luminance["cut"], luminance["cut-fill"]) >= LeastShapeContrast);
    }

    [Fact]
    public void The_style_sheet_can_stand_in_a_page_as_it_is()
    {
        Assert.DoesNotContain('<', PageStyle.Sheet);
        Assert.DoesNotContain('&', PageStyle.Sheet);
    }

    /// <summary>Relative luminance of the colours of a theme, by name.</summary>
    private static Dictionary<string, double> Theme(int theme)
    {
        string[] themes = PageStyle.Sheet.Split("@media", 3)[..2];
        return Colour().Matches(themes[theme]).ToDictionary(match => match.Groups["name"].Value, match => Luminance(match.Groups["hex"].Value));
    }

    private static double Luminance(string hex)
    {
        double[] linear = [.. Enumerable.Range(0, 3)
            .Select(i => int.Parse(hex.AsSpan(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }

    private static double Contrast(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    [GeneratedRegex("--(?<name>[a-z-]+): #(?<hex>[0-9a-f]{6});", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Colour();
}
