using System.Globalization;
using Lacquer.Mastering.Rendering;
using Lacquer.Mastering.Reporting.Html.Charts;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>How much each stage turned down over time, one plot above the other.</summary>
internal static class ReductionSection
{
    private const double AudibleDb = 0.05; // stages that never took more took nothing
    private const double LeastRangeDb = 3;
    private const int MostTableRows = 60; // what fits a sheet of paper in one column

    public static void Write(Markup page, MasteringReport report)
    {
        page.Start("section", ("id", "reduction"), ("aria-labelledby", "reduction-title"));
        page.Element("h2", "Gain reduction", ("id", "reduction-title"));
        GainReductionCurve[] curves = [.. report.GainReductionOverTime.Where(curve => curve.MaxDb.Length > 0 && curve.MaxDb.Max() >= AudibleDb)];
        if (curves.Length == 0)
        {
            page.Element("p", "Nothing was turned down: neither compressor nor limiter had anything to do.").End();
            return;
        }

        Figure(curves).Write(page);
        page.End();
    }

    private static PlotFigure Figure(GainReductionCurve[] curves)
    {
        double most = Math.Max(LeastRangeDb, curves.Max(curve => curve.MaxDb.Max()));
        // Reduction hangs from the top, as on the meters of compressors.
        Axis y = Axis.Linear(-most, 0, 4, "");
        const double labels = 30;
        return new PlotFigure
        {
            Id = "reduction-plot",
            Title = "Gain reduction over time, stage by stage, in dB",
            Description = string.Join(' ', curves.Select(Words)),
            Legend = [new("cut", LegendKind.Line, "mean"), new("cut", LegendKind.Area, "most within 0.1 s")],
            Height = size => (curves.Length * (labels + size.Pick(96, 80) + Plot.RoomBelow(labelled: false))) + Plot.RoomBelow(labelled: true) - Plot.RoomBelow(labelled: false) + 4,
            Draw = (to, size, top) =>
            {
                double height = size.Pick(96, 80);
                for (int c = 0; c < curves.Length; c++)
                {
                    double from = top + labels + (c * (labels + height + Plot.RoomBelow(labelled: false)));
                    DrawOne(new Plot(to, size, Axis.Time(curves[c].DurationSeconds, size), y, from, height), curves[c], isLast: c == curves.Length - 1);
                }
            },
            Table = Table(curves),
        };
    }

    private static void DrawOne(Plot plot, GainReductionCurve curve, bool isLast)
    {
        double[] seconds = Seconds(curve.MeanDb.Length, curve.DurationSeconds);
        plot.Frame(isLast, $"{StageTitles.Of(curve.Stage)}, dB");
        plot.Area(seconds, Array.ConvertAll(curve.MaxDb, db => -db), new double[seconds.Length], "cut");
        plot.Line(seconds, Array.ConvertAll(curve.MeanDb, db => -db), "cut");
    }

    private static double[] Seconds(int count, double durationSeconds) => [.. Enumerable.Range(0, count).Select(i => (i + 0.5) * durationSeconds / count)];

    private static string Words(GainReductionCurve curve) =>
        $"{StageTitles.Of(curve.Stage)}: {Figures.Level(curve.MeanDb.Average())} dB in the mean, {Figures.Level(curve.MaxDb.Max())} dB at most.";

    private static DataTable Table(GainReductionCurve[] curves)
    {
        int rows = Math.Min(MostTableRows, curves.Max(curve => curve.MeanDb.Length));
        double duration = curves[0].DurationSeconds;
        return new DataTable
        {
            Caption = string.Create(CultureInfo.InvariantCulture, $"Gain reduction in dB, mean and most over {duration / rows:0.#} s each"),
            Headings = ["From", .. curves.SelectMany(curve => (string[])[$"{StageTitles.Of(curve.Stage)}, mean", $"{StageTitles.Of(curve.Stage)}, most"])],
            Rows = Enumerable.Range(0, rows).Select(r => (string[])
                [Figures.Time(r * duration / rows, duration), .. curves.SelectMany(curve => Cells(curve, r, rows))]),
        };
    }

    private static IEnumerable<string> Cells(GainReductionCurve curve, int row, int rows)
    {
        int count = curve.MeanDb.Length;
        int first = (int)((long)row * count / rows);
        int end = Math.Max(first + 1, (int)((long)(row + 1) * count / rows));
        yield return Figures.Level(curve.MeanDb[first..end].Average());
        yield return Figures.Level(curve.MaxDb[first..end].Max());
    }
}
