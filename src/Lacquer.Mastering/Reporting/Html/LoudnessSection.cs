using System.Globalization;
using Lacquer.Mastering.Reporting.Html.Charts;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>Loudness over time, before and after, and what each section got.</summary>
internal static class LoudnessSection
{
    private const int MostTableRows = 120;
    private const double MostRangeLu = 40;   // softer passages are drawn at the lower edge: they are as good as silent
    private const double LeastRangeLu = 12;  // so that a steady track does not look restless

    private const double NumberShare = 0.09; // of the height, above the curves: room for the sections' numbers

    public static void Write(Markup page, MasteringReport report)
    {
        page.Start("section", ("id", "loudness"), ("aria-labelledby", "loudness-title"));
        page.Element("h2", "Loudness over time", ("id", "loudness-title"));
        if (RangeWords.Of(report) is { } range)
        {
            page.Element("p", Figures.Sentence(range), ("class", "lead"));
        }

        if (report.Input.ShortTermLufs.Any(double.IsFinite) || report.Result.ShortTermLufs.Any(double.IsFinite))
        {
            Figure(report).Write(page);
        }
        else
        {
            page.Element("p", "Short-term loudness is measured over 3 s; this track is shorter, or never loud enough to be measured.");
        }

        TruePeakFigure.Write(page, report);
        SectionTable.Write(page, report);
        page.End();
    }

    private static PlotFigure Figure(MasteringReport report)
    {
        LoudnessCurve before = LoudnessCurve.Of(report.Input.ShortTermLufs);
        LoudnessCurve after = LoudnessCurve.Of(report.Result.ShortTermLufs);
        double duration = report.Input.DurationSeconds;
        Axis loudness = Range(before, after);
        bool thinned = before.IsThinned || after.IsThinned;
        List<LegendEntry> legend = [new("mix", LegendKind.Line, "mix"), new("master", LegendKind.Line, "master")];
        if (thinned)
        {
            legend.Add(new("master", LegendKind.Area, "softest to loudest 3 s within a point"));
        }

        if (report.Input.Sections.Length > 1)
        {
            legend.Add(new("stretch", LegendKind.Area, "sections, numbered"));
        }

        return new PlotFigure
        {
            Id = "loudness-plot",
            Title = "Short-term loudness (3 s) of mix and master",
            Description = $"{Words("The mix", before)} {Words("The master", after)}",
            Legend = legend,
            Height = size => 34 + size.Pick(260, 190) + Plot.RoomBelow(labelled: true),
            Draw = (to, size, top) =>
            {
                var plot = new Plot(to, size, Axis.Time(duration, size), loudness, top + 34, size.Pick(260, 190));
                plot.Stretches([0, .. report.Input.Sections.Select(section => section.EndSeconds)]);
                plot.Frame();
                if (thinned)
                {
                    plot.Area(before.Seconds, before.MinLufs, before.MaxLufs, "mix");
                    plot.Area(after.Seconds, after.MinLufs, after.MaxLufs, "master");
                }

                plot.Line(before.Seconds, before.MeanLufs, "mix");
                plot.Line(after.Seconds, after.MeanLufs, "master");
            },
            Table = Table(report, duration),
        };
    }

    private static Axis Range(LoudnessCurve before, LoudnessCurve after)
    {
        double[] lufs = [.. before.MinLufs.Concat(before.MaxLufs).Concat(after.MinLufs).Concat(after.MaxLufs).Where(double.IsFinite)];
        double high = lufs.Max();
        double low = Math.Max(Math.Min(lufs.Min(), high - LeastRangeLu), high - MostRangeLu);
        Axis axis = Axis.Linear(low, high, 8, "short-term loudness in LUFS");
        return axis with { Max = Math.Max(axis.Max, high + (NumberShare * (axis.Max - axis.Min))) };
    }

    private static string Words(string what, LoudnessCurve curve)
    {
        double[] lufs = [.. curve.MeanLufs.Where(double.IsFinite)];
        return lufs.Length == 0
            ? $"{what} is silent."
            : $"{what} lies between {Figures.Level(lufs.Min())} and {Figures.Level(lufs.Max())} LUFS.";
    }

    private static DataTable Table(MasteringReport report, double duration)
    {
        LoudnessCurve before = LoudnessCurve.Of(report.Input.ShortTermLufs, MostTableRows);
        LoudnessCurve after = LoudnessCurve.Of(report.Result.ShortTermLufs, MostTableRows);
        int rows = Math.Min(before.Seconds.Length, after.Seconds.Length);
        double step = rows > 1 ? before.Seconds[1] - before.Seconds[0] : 0;
        return new DataTable
        {
            Caption = step > 1.01
                ? string.Create(CultureInfo.InvariantCulture, $"Short-term loudness, mean over {step:0.#} s each")
                : "Short-term loudness, one value a second",
            Headings = ["Time", "Mix, LUFS", "Master, LUFS"],
            Rows = Enumerable.Range(0, rows).Select(i => (string[])
                [Figures.Time(before.Seconds[i], duration), Figures.Level(before.MeanLufs[i]), Figures.Level(after.MeanLufs[i])]),
        };
    }
}
