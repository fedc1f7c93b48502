using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting;

namespace Lacquer.Cli;

/// <summary>What the user reads after a master: before and after, what was done and why, what to know.</summary>
internal static class MasterSummary
{
    /// <param name="report">What was done.</param>
    /// <param name="to">Takes the text.</param>
    /// <param name="page">Where the page about it is; null without one.</param>
    public static void Print(MasteringReport report, TextWriter to, string? page)
    {
        to.WriteLine($"{report.File} → {report.Output}");
        to.WriteLine(report.Verdict switch
        {
            Verdict.Untouched => "Nothing to do: the mix is as it should be.",
            Verdict.LevelOnly => "The mix is right as it is: level only.",
            _ => "Mastered.",
        });
        to.WriteLine();
        to.WriteLine($"  {"",-14}{"mix",9}{"master",9}");
        Row(to, "loudness", report.Input.Loudness.Integrated.Value, report.Result.Loudness.Integrated.Value, "LUFS");
        Row(to, "range", report.Input.Loudness.Range.Value, report.Result.Loudness.Range.Value, "LU");
        Row(to, "true peak", report.Input.Loudness.TruePeak.Value, report.Result.Loudness.TruePeak.Value, "dBTP");
        Row(to, "peak/loudness", report.Input.Loudness.PeakToLoudness.Value, report.Result.Loudness.PeakToLoudness.Value, "dB");
        if (report.Input.Format.Channels > 1)
        {
            Row(to, "side/mid", report.Input.Stereo.SideToMidDb, report.Result.Stereo.SideToMidDb, "dB");
        }

        to.WriteLine();
        to.WriteLine("What was done, and why");
        foreach (StagePlan stage in report.Plan.Stages.Where(stage => stage.Active || stage.Bypassed || stage.Reasons.Count > 0))
        {
            string name = stage.Name;
            foreach (string reason in stage.Reasons)
            {
                to.WriteLine(Wrapped.Text($"  {name,-12}", reason));
                name = "";
            }
        }

        if (report.MaxLimitingDb > 0.05)
        {
            to.WriteLine($"  {"",-12}the limiter takes off {report.MaxLimitingDb:0.0} dB at most, averaged over 3 s");
        }

        FindingList.Print(report.Input.Findings, to);
        if (report.Warnings.Count > 0)
        {
            to.WriteLine();
            to.WriteLine("Please note");
            foreach (Warning warning in report.Warnings)
            {
                to.WriteLine(Wrapped.Text("  ", warning.Message));
            }
        }

        if (page is not null)
        {
            to.WriteLine();
            to.WriteLine($"The whole report: {page}");
        }

        double seconds = report.Timings.TotalSeconds;
        to.WriteLine();
        to.WriteLine($"{Words.Time(report.Input.DurationSeconds)} of music in {seconds:0.0} s, {report.Input.DurationSeconds / seconds:0}× real time.");
    }

    private static void Row(TextWriter to, string name, double before, double after, string unit) =>
        to.WriteLine($"  {name,-14}{Words.Level(before),9}{Words.Level(after),9}  {unit}");
}
