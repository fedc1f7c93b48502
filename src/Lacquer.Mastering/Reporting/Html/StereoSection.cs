using System.Globalization;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting.Html.Charts;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>The stereo image by band, before and after: how wide, and how alike the channels are.</summary>
internal static class StereoSection
{
    private const double NarrowestDb = -40; // as good as mono
    private const double EmptyDb = -100;    // a band this far below the whole holds no sound

    private static readonly LegendEntry[] Legend = [new("mix", LegendKind.MarkedLine, "mix"), new("master", LegendKind.MarkedLine, "master")];

    public static void Write(Markup page, MasteringReport report)
    {
        page.Start("section", ("id", "stereo"), ("aria-labelledby", "stereo-title"));
        page.Element("h2", "Stereo", ("id", "stereo-title"));
        if (report.Input.Format.Channels == 1)
        {
            page.Element("p", "The mix is mono, and so is the master: there is no width to show.").End();
            return;
        }

        page.Element("p", Mono(report), ("class", "lead"));
        double[] hz = report.Input.Tone.BandCentresHz;
        (double[] wideBefore, double[] wideAfter) = (Width(report.Input.Tone), Width(report.Result.Tone));
        (double[] before, double[] after) = (Sounding(report.Input), Sounding(report.Result));
        if (wideBefore.Concat(wideAfter).Any(double.IsFinite))
        {
            double[] sides = [.. wideBefore.Concat(wideAfter).Where(double.IsFinite).Select(db => Math.Max(db, NarrowestDb))];
            Axis width = Axis.Linear(Math.Min(-20, sides.Min()), Math.Max(0, sides.Max()), 7, "side against mid in dB");
            Figure("width-plot", "Width by band: side against mid", width, hz, wideBefore, wideAfter, "0.0").Write(page);
        }
        else
        {
            page.Element("p", "Both channels are the same in mix and master: a stereo file that sounds in mono.");
        }

        if (before.Concat(after).Any(double.IsFinite))
        {
            double low = before.Concat(after).Where(double.IsFinite).Min() < -0.05 ? -1 : 0;
            Axis likeness = Axis.Linear(low, 1, 5, "correlation of left and right (1: alike, 0: unrelated, −1: opposite)");
            Figure("correlation-plot", "Correlation by band: how alike left and right are", likeness, hz, before, after, "0.00").Write(page);
        }

        page.End();
    }

    private static string Mono(MasteringReport report)
    {
        double extra = Figures.Change(report.Input.Stereo.MonoLossDb, report.Result.Stereo.MonoLossDb);
        string fold = !double.IsFinite(extra) ? ""
            : $" On one loudspeaker the mix loses {Figures.Level(report.Input.Stereo.MonoLossDb)} dB of loudness, the master {Figures.Level(report.Result.Stereo.MonoLossDb)} dB.";
        return "Above 0 dB the sides are louder than the middle; at −20 dB and less a band is as good as mono. Nothing is ever widened below 120 Hz." + fold;
    }

    private static double[] Width(TonalBalance tone) =>
        [.. tone.MidLevelsDb.Zip(tone.SideLevelsDb, (mid, side) => Math.Max(mid, side) > EmptyDb && !double.IsNegativeInfinity(side) && !double.IsNegativeInfinity(mid) ? side - mid : double.NaN)];

    private static double[] Sounding(TrackAnalysis track) =>
        [.. track.Stereo.BandCorrelation.Zip(track.Tone.LevelsDb, (correlation, level) => level > EmptyDb ? correlation : double.NaN)];

    private static PlotFigure Figure(string id, string title, Axis y, double[] hz, double[] before, double[] after, string format) => new()
    {
        Id = id,
        Title = title,
        Description = $"{Range("Mix", hz, before, format)} {Range("Master", hz, after, format)}",
        Legend = Legend,
        Height = size => 34 + size.Pick(200, 160) + Plot.RoomBelow(labelled: true),
        Draw = (to, size, top) =>
        {
            Axis axis = size.IsNarrow && y.Title.Contains('(', StringComparison.Ordinal) ? y with { Title = y.Title.Split(" (")[0] } : y;
            var plot = new Plot(to, size, Axis.Frequency(size), axis, top + 34, size.Pick(200, 160));
            plot.Frame();
            plot.MarkedLine(hz, before, "mix", round: true);
            plot.MarkedLine(hz, after, "master", round: false);
        },
        Table = new DataTable
        {
            Caption = title,
            Headings = ["Band", "Mix", "Master"],
            Rows = hz.Select((f, b) => (string[])[Words.Frequency(f), Figures.Number(before[b], format), Figures.Number(after[b], format)]),
        },
    };

    private static string Range(string what, double[] hz, double[] values, string format)
    {
        int[] bands = [.. Enumerable.Range(0, values.Length).Where(b => double.IsFinite(values[b]))];
        if (bands.Length == 0)
        {
            return $"{what}: none.";
        }

        (int low, int high) = (bands.MinBy(b => values[b]), bands.MaxBy(b => values[b]));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: from {Figures.Number(values[low], format)} at {Words.Frequency(hz[low])} to {Figures.Number(values[high], format)} at {Words.Frequency(hz[high])}.");
    }
}
