using System.Globalization;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting.Html.Charts;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>Spectra before and after at equal level, what finished masters usually have, and the difference on its own.</summary>
internal static class ToneSection
{
    private const double DepthDb = 60; // what lies further below the strongest band is not heard beside it
    private const double LeastChangeDb = 3; // half the height of the difference plot: a change of a few tenths should look like one

    /// <summary>Bands that set the scale of the difference: beyond them a few decibels of next to nothing would flatten all the rest.</summary>
    private const double AudibleFromHz = 40;

    private const double AudibleToHz = 16_000;

    public static void Write(Markup page, MasteringReport report)
    {
        page.Start("section", ("id", "tone"), ("aria-labelledby", "tone-title"));
        page.Element("h2", "Tone", ("id", "tone-title"));
        UsualTone usual = Usual(report);
        var spectra = MatchedSpectra.Of(report.Input, report.Result, usual);
        if (spectra is null)
        {
            page.Element("p", "There is too little sound to measure a spectrum.").End();
            return;
        }

        page.Element("p", Lead(report, usual), ("class", "lead"));
        Spectra(spectra, usual).Write(page);
        Difference(spectra).Write(page);
        page.End();
    }

    /// <summary>The range of the style that the user named, or else of the one that is told; of all where it is not certain.</summary>
    private static UsualTone Usual(MasteringReport report) => UsualTone.Of(report.Plan.Controls.Genre ?? report.Input.Style.Label);

    private static string Lead(MasteringReport report, UsualTone usual)
    {
        string style = report.Plan.Controls.Genre is { } given ? $"This track was said to be {given}"
            : report.Input.Style.Label == StyleLabels.Unsure ? "The style of this track is not certain, so that the range is that of all styles"
            : $"This track sounds like {report.Input.Style.Label}";
        string known = usual.Style is null
            ? "freely licensed music, measured"
            : string.Create(CultureInfo.InvariantCulture, $"half minutes of a public collection, each known to within {usual.ErrorDb:0} dB, which the range allows for; read");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The grey range holds two thirds of {Tracks(usual)} ({known} on {Figures.Day(usual.AsOf)}), from {Words.Frequency(usual.BandCentresHz[0])} to {Words.Frequency(usual.BandCentresHz[^1])}. {style}; leaving the grey is no fault in itself. Mix and master are drawn at equal level, each section as loud as it is in the mix: what differs is the tone, not which part came forward.");
    }

    private static string Tracks(UsualTone usual) => $"{usual.Tracks} {(usual.Style is { } style ? $"{style} tracks" : "finished tracks of all styles")}";

    private static PlotFigure Spectra(MatchedSpectra s, UsualTone usual)
    {
        double top = s.Before.Concat(s.After).Concat(s.UsualHigh).Where(double.IsFinite).Max();
        double bottom = s.Before.Concat(s.After).Concat(s.UsualLow).Where(double.IsFinite).Min();
        Axis level = Axis.Linear(Math.Max(bottom, top - DepthDb), top, 7, "level of a third octave in dB");
        return new PlotFigure
        {
            Id = "tone-plot",
            Title = "Spectra of mix and master at equal level",
            Description = $"Third-octave levels from 20 Hz to 20 kHz. {Furthest("The mix", s, s.Before)} {Furthest("The master", s, s.After)}",
            Legend = [new("mix", LegendKind.MarkedLine, "mix"), new("master", LegendKind.MarkedLine, "master"), new("usual", LegendKind.Area, $"two thirds of {Tracks(usual)}")],
            Height = size => 34 + size.Pick(300, 220) + Plot.RoomBelow(labelled: true),
            Draw = (to, size, from) =>
            {
                var plot = new Plot(to, size, Axis.Frequency(size), level, from + 34, size.Pick(300, 220));
                plot.Area(s.ReferenceHz, s.UsualLow, s.UsualHigh, "usual");
                plot.Frame();
                plot.MarkedLine(s.CentresHz, s.Before, "mix", round: true);
                plot.MarkedLine(s.CentresHz, s.After, "master", round: false);
            },
            Table = new DataTable
            {
                Caption = "Third-octave levels at equal level",
                Headings = ["Band", "Mix, dB", "Master, dB", "Usual, dB"],
                Rows = Enumerable.Range(0, s.CentresHz.Length).Select(b => (string[])
                    [Words.Frequency(s.CentresHz[b]), Figures.Level(s.Before[b]), Figures.Level(s.After[b]), s.UsualAt(b)]),
            },
        };
    }

    private static PlotFigure Difference(MatchedSpectra s)
    {
        double[] change = s.Change;
        double most = Math.Max(LeastChangeDb, change.Where((db, b) => double.IsFinite(db) && s.CentresHz[b] is >= AudibleFromHz and <= AudibleToHz).Select(Math.Abs).DefaultIfEmpty(0).Max());
        return new PlotFigure
        {
            Id = "tone-change-plot",
            Title = "What changed in the tone: master against mix",
            Description = Changes(s.CentresHz, change),
            Legend = [new("master", LegendKind.Bar, "master minus mix: up is more, down is less")],
            Height = size => 34 + size.Pick(150, 130) + Plot.RoomBelow(labelled: true),
            Draw = (to, size, from) =>
            {
                var plot = new Plot(to, size, Axis.Frequency(size), Axis.Linear(-most, most, 6, "change in dB"), from + 34, size.Pick(150, 130));
                plot.Frame();
                plot.ThirdOctaveBars(s.CentresHz, change, "master");
            },
            Table = new DataTable
            {
                Caption = "Master against mix in third octaves, at equal level",
                Headings = ["Band", "Change, dB"],
                Rows = s.CentresHz.Select((hz, b) => (string[])[Words.Frequency(hz), Figures.Signed(change[b])]),
            },
        };
    }

    private static string Furthest(string what, MatchedSpectra s, double[] levels)
    {
        int outside = s.Outside(levels);
        return outside == 0 ? $"{what} stays within the usual range." : string.Create(CultureInfo.InvariantCulture, $"{what} leaves the usual range in {outside} of {s.ReferenceHz.Length} bands.");
    }

    private static string Changes(double[] centresHz, double[] change)
    {
        int[] bands = [.. Enumerable.Range(0, change.Length).Where(b => double.IsFinite(change[b]))];
        if (bands.Length == 0)
        {
            return "Nothing can be compared.";
        }

        (int up, int down) = (bands.MaxBy(b => change[b]), bands.MinBy(b => change[b]));
        return $"Most is added at {Words.Frequency(centresHz[up])}, {Figures.Signed(change[up])} dB; most is taken at {Words.Frequency(centresHz[down])}, {Figures.Signed(change[down])} dB.";
    }
}
