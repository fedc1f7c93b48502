using System.Globalization;
using Lacquer.Mastering.Reporting.Html.Charts;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>True peak over time, before and after, with the ceiling.</summary>
internal static class TruePeakFigure
{
    private const int MostTableRows = 120;
    private const double MostRangeDb = 30; // softer passages are drawn at the lower edge: there is nothing to watch in them
    private const double LeastRangeDb = 6;

    public static void Write(Markup page, MasteringReport report)
    {
        double[] mix = report.Input.TruePeakDbtp, master = report.Result.TruePeakDbtp;
        double[] audible = [.. mix.Concat(master).Where(double.IsFinite)];
        if (audible.Length > 0)
        {
            Figure(report, Math.Max(0, audible.Max()), audible.Min()).Write(page);
        }
    }

    private static PlotFigure Figure(MasteringReport report, double high, double low)
    {
        double duration = report.Input.DurationSeconds;
        double ceiling = report.Plan.Target.CeilingDbtp;
        (double[] seconds, double[] mix) = Points(report.Input.TruePeakDbtp, duration, LoudnessCurve.MostPoints);
        (double[] masterSeconds, double[] master) = Points(report.Result.TruePeakDbtp, duration, LoudnessCurve.MostPoints);
        Axis levels = Axis.Linear(Math.Max(high - MostRangeDb, Math.Min(low, ceiling - LeastRangeDb)), high, 6, "true peak in dBTP");
        return new PlotFigure
        {
            Id = "true-peak-plot",
            Title = "True peak of mix and master, highest of each second",
            Description = $"{Words("The mix", report.Input)} {Words("The master", report.Result)} The ceiling is {Figures.Level(ceiling)} dBTP.",
            Legend = [new("mix", LegendKind.Line, "mix"), new("master", LegendKind.Line, "master"), new("ceiling", LegendKind.Line, $"ceiling, {Figures.Level(ceiling)} dBTP")],
            Height = size => 34 + size.Pick(180, 150) + Plot.RoomBelow(labelled: true),
            Draw = (to, size, top) =>
            {
                var plot = new Plot(to, size, Axis.Time(duration, size), levels, top + 34, size.Pick(180, 150));
                plot.Frame();
                plot.Line([0, duration], [ceiling, ceiling], "ceiling");
                plot.Line(seconds, mix, "mix");
                plot.Line(masterSeconds, master, "master");
            },
            Table = Table(report, duration),
        };
    }

    private static string Words(string what, Analysis.TrackAnalysis track)
    {
        int over = track.TruePeakDbtp.Count(dbtp => dbtp > 0);
        string above = over == 0 ? "" : over == 1 ? " and goes above full scale in one second" : string.Create(CultureInfo.InvariantCulture, $" and goes above full scale in {over} seconds");
        return $"{what} reaches {Figures.Level(track.Loudness.TruePeak.Value)} dBTP{above}.";
    }

    /// <summary>The highest of as many seconds as a point stands for, and the middle of them.</summary>
    private static (double[] Seconds, double[] Dbtp) Points(double[] everySecond, double duration, int most)
    {
        int count = Math.Min(everySecond.Length, most);
        (var seconds, var dbtp) = (new double[count], new double[count]);
        for (int p = 0; p < count; p++)
        {
            int first = (int)((long)p * everySecond.Length / count);
            int end = (int)((long)(p + 1) * everySecond.Length / count);
            dbtp[p] = everySecond[first..end].Max();
            seconds[p] = 0.5 * (first + Math.Min(end, duration));
        }

        return (seconds, dbtp);
    }

    private static DataTable Table(MasteringReport report, double duration)
    {
        int rows = Math.Min(MostTableRows, Math.Min(report.Input.TruePeakDbtp.Length, report.Result.TruePeakDbtp.Length));
        double[] mix = Points(report.Input.TruePeakDbtp, duration, rows).Dbtp, master = Points(report.Result.TruePeakDbtp, duration, rows).Dbtp;
        double step = rows > 0 ? duration / rows : 0;
        return new DataTable
        {
            Caption = step > 1.01 ? string.Create(CultureInfo.InvariantCulture, $"Highest true peak of {step:0.#} s each") : "Highest true peak of each second",
            Headings = ["From", "Mix, dBTP", "Master, dBTP"],
            Rows = Enumerable.Range(0, rows).Select(r => (string[])[Figures.Time(r * step, duration), Figures.Level(mix[r]), Figures.Level(master[r])]),
        };
    }
}
