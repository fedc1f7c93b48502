using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting;
using Lacquer.Mastering.Reporting.Html;

namespace Lacquer.Mastering.Tests.Reporting.Html;

/// <summary>The usual range of the page's spectra: that of the style where it is known, of all styles otherwise.</summary>
public sealed class UsualToneTests
{
    [Fact]
    public void Every_style_has_a_range_of_its_own_with_enough_tracks_behind_it_and_none_narrower_than_what_is_known()
    {
        Assert.All(StyleLabels.All, style =>
        {
            var usual = UsualTone.Of(style);
            Assert.Equal(style, usual.Style);
            Assert.True(usual.Tracks >= UsualTone.LeastTracks, style);
            Assert.Equal(0, usual.MeanDb.Average(), 0.02);
            Assert.True(Math.Sqrt(usual.DeviationDb.Average(db => db * db)) > usual.ErrorDb, style);
        });
        Assert.Same(UsualTone.OfAll, UsualTone.Of(null));
        Assert.Same(UsualTone.OfAll, UsualTone.Of(StyleLabels.Unsure));
    }

    [Theory]
    [InlineData("hiphop", "country", 50, 100)]
    [InlineData("reggae", "classical", 50, 100)]
    [InlineData("metal", "jazz", 2_000, 5_000)]
    [InlineData("pop", "classical", 5_000, 8_000)]
    public void Styles_differ_as_musicians_know_them_to(string more, string less, double lowHz, double highHz) =>
        Assert.True(Level(more, lowHz, highHz) > Level(less, lowHz, highHz) + 1, $"{Level(more, lowHz, highHz):0.0} and {Level(less, lowHz, highHz):0.0} dB");

    [Fact]
    public void The_page_says_whose_range_is_drawn_and_of_how_many_tracks()
    {
        MasteringReport report = MasteredSong.Report;
        string all = Page(report);
        Assert.Contains($"two thirds of {UsualTone.OfAll.Tracks} finished tracks of all styles", all, StringComparison.Ordinal);
        Assert.Contains("not certain, so that the range is that of all styles", all, StringComparison.Ordinal);

        string told = Page(report with { Input = report.Input with { Style = StyleEstimate.Given("jazz") } });
        Assert.Contains($"two thirds of {UsualTone.Of("jazz").Tracks} jazz tracks", told, StringComparison.Ordinal);
        Assert.Contains("sounds like jazz", told, StringComparison.Ordinal);

        // What the user says counts more than what is told.
        string said = Page(report with { Input = report.Input with { Style = StyleEstimate.Given("jazz") }, Plan = report.Plan with { Controls = report.Plan.Controls with { Genre = "metal" } } });
        Assert.Contains($"two thirds of {UsualTone.Of("metal").Tracks} metal tracks", said, StringComparison.Ordinal);
        Assert.DoesNotContain("jazz tracks", said, StringComparison.Ordinal);
    }

    private static string Page(MasteringReport report)
    {
        using var page = new StringWriter();
        HtmlReport.Write(report, page);
        return page.ToString();
    }

    private static double Level(string style, double lowHz, double highHz)
    {
        var usual = UsualTone.Of(style);
        return usual.MeanDb.Where((_, b) => usual.BandCentresHz[b] >= lowHz && usual.BandCentresHz[b] <= highHz).Average();
    }
}
