using System.Globalization;
using System.Text;

namespace Lacquer.Mastering.Evaluation;

/// <summary>An evaluation as a page: tables, and the pictures that training/evaluation_pictures.py draws from its JSON.</summary>
public static class EvaluationMarkdown
{
    /// <summary>The part of docs/evaluation.md that is written by the program.</summary>
    public static string Write(EvaluationReport report)
    {
        var page = new StringBuilder();
        Intro(page, report);
        Goals(page, report.Goals);
        Judges(page, report.Faults);
        Differences(page, report.Faults);
        Quarters(page, report.Faults);
        Packages(page, report.Faults);
        Information(page, report.Faults);
        if (report.Rendered is { } rendered)
        {
            Rendered(page, rendered);
        }

        return page.ToString();
    }

    private static void Intro(StringBuilder page, EvaluationReport report)
    {
        EvaluationRequest request = report.Request;
        FaultResult faults = report.Faults;
        Line(page, $"{request.Date:yyyy-MM-dd}, model `{report.ModelSha256[..12]}`, without pre-training `{report.UnpretrainedSha256[..12]}`, baselines `{report.BaselinesSha256[..12]}`, seed {request.Seed}.");
        Line(page, "");
        Line(page, $"{report.Songs} tracks of {report.Packages} packages (split `{request.Split}`), {request.Draws} faults each: {faults.Cases} cases, {faults.StrongCases} of them over 2 dB, "
            + $"{Number(faults.MeanFaultDb, 2)} dB RMS in the mean. A fault is five bells, centres log-uniform from 50 Hz to 12 kHz, gains N(0, 3 dB), Q 0.4 to 1.4, added to the features; "
            + "what is left is measured in 25 third octaves from 50 Hz to 12.7 kHz without its mean.");
        Line(page, "");
        Line(page, report.Missing.Count == 0
            ? "No track of the split is missing."
            : $"{report.Missing.Count} of {report.Missing.Count + report.Songs} tracks of the split could not be used: {string.Join(", ", report.Missing.Select(track => track.Track.Name))}.");
        Line(page, "");
        Line(page, $"Brackets hold 95 % intervals from {ClusterBootstrap.DefaultCount} resamples: packages drawn with replacement, then songs within them. "
            + $"With {report.Packages} packages they are wide, and rather too narrow than too wide: so few packages do not tell how packages differ.");
        Line(page, "");
    }

    private static void Goals(StringBuilder page, IReadOnlyList<Goal> goals)
    {
        Line(page, "## Goals\n");
        Line(page, "| | goal | the model | | as shipped |\n|---|---|---|---|---|");
        foreach (Goal goal in goals)
        {
            int decimals = goal.Unit == "dB" ? 2 : 1;
            string wanted = goal.ByInterval ? "above 0" : $"{(goal.AtMost ? "at most" : "at least")} {Number(goal.Wanted, goal.Unit == "dB" ? 1 : 0)} {goal.Unit}";
            string outcome = goal.IsReached ? "reached" : double.IsNaN(goal.MissedBy) ? "not measured" : $"missed by {Number(goal.MissedBy, decimals)} {(goal.Unit == "%" ? "points" : goal.Unit)}";
            Line(page, $"| {goal.Name} | {wanted} | {Text(goal.Measured, decimals)} | {outcome} | {(goal.Shipped is { } shipped ? Text(shipped, decimals) : "")} |");
        }

        Line(page, "");
    }

    private static void Judges(StringBuilder page, FaultResult faults)
    {
        Line(page, "## Judges\n");
        Line(page, "All on the same faults. *The model* is networks and calibration; *as shipped* adds the guards: departing passages have no say, no boost of what hardly sounds, "
            + "nothing beyond 3 dB, nothing under half a decibel, twenty knots.\n");
        Scores(page, faults.Judges);
        if (faults.SongsWithoutStyleReference > 0)
        {
            Line(page, $"\nSongs without a reference of their likeliest style in another package: {faults.SongsWithoutStyleReference}. A match leaves them as they are.");
        }

        Line(page, "\n![Share of the residual that each judge removes](pictures/evaluation-judges.png)\n");
        Line(page, "![Residual before and after, every case](pictures/evaluation-cases.png)\n");
        Line(page, "![Residual by frequency](pictures/evaluation-frequency.png)\n");
    }

    private static void Scores(StringBuilder page, IEnumerable<FaultScores> judges)
    {
        Line(page, "| judge | removed % | over 2 dB % | improved % | over 2 dB % | clean moved dB | 90th percentile dB |\n|---|---|---|---|---|---|---|");
        foreach (FaultScores judge in judges)
        {
            Line(page, $"| {judge.Name} | {Text(judge.Removed, 1)} | {Text(judge.RemovedStrong, 1)} | {Text(judge.Improved, 1)} | {Text(judge.ImprovedStrong, 1)} | {Text(judge.Clean, 2)} | {Text(judge.Clean90, 2)} |");
        }
    }

    private static void Differences(StringBuilder page, FaultResult faults)
    {
        Line(page, "## The model against the others\n");
        Line(page, "By how many percentage points it removes more, on the same resamples.\n");
        Line(page, "| against | all faults | over 2 dB | |\n|---|---|---|---|");
        foreach (PairedDifference difference in faults.Differences)
        {
            string word = !difference.Removed.ExcludesZero ? "cannot be told apart" : difference.Removed.Value > 0 ? "better" : "worse";
            Line(page, $"| {difference.Name} | {Text(difference.Removed, 1)} | {Text(difference.RemovedStrong, 1)} | {word} |");
        }

        Line(page, "");
    }

    private static void Quarters(StringBuilder page, FaultResult faults)
    {
        Line(page, "## By size of the fault\n");
        IReadOnlyList<double> edges = faults.QuarterEdgesDb;
        Line(page, "Removed %, by quarter of fault size:\n");
        Line(page, "| judge | " + string.Join(" | ", Enumerable.Range(0, edges.Count - 1).Select(q => $"{Number(edges[q], 1)}–{Number(edges[q + 1], 1)} dB")) + " |");
        Line(page, string.Concat(Enumerable.Repeat("|---", edges.Count)) + "|");
        foreach (FaultScores judge in faults.Judges)
        {
            Line(page, $"| {judge.Name} | {string.Join(" | ", judge.RemovedByQuarter.Select(quarter => Text(quarter, 1)))} |");
        }

        Line(page, "");
    }

    private static void Packages(StringBuilder page, FaultResult faults)
    {
        Line(page, "## The model by package\n");
        Line(page, "| package | songs | removed % | over 2 dB % | improved % | clean moved dB |\n|---|---|---|---|---|---|");
        foreach (PackageScore package in faults.Packages)
        {
            Line(page, $"| {package.Package} | {package.Songs} | {Number(package.Removed, 1)} | {Number(package.RemovedStrong, 1)} | {Number(package.Improved, 1)} | {Number(package.Clean, 2)} |");
        }

        if (faults.Worst.Count > 0)
        {
            Line(page, "\nWhat it made worse, the worst cases:\n");
            Line(page, "| song | draw | before dB | after dB |\n|---|---|---|---|");
            foreach (WorstCase worst in faults.Worst)
            {
                Line(page, $"| {worst.Song} | {worst.Draw} | {Number(worst.BeforeDb, 2)} | {Number(worst.AfterDb, 2)} |");
            }
        }

        Line(page, "");
    }

    private static void Information(StringBuilder page, FaultResult faults)
    {
        Line(page, "## What information adds\n");
        if (faults.Information.Count == 0)
        {
            Line(page, "Not measured: the baselines do not say how the model goes together with references.\n");
            return;
        }

        Line(page, "A linear estimate from what the model says and how the song differs from a reference, fitted out of fold on training music and held back like the model alone: "
            + "clean songs there moved by half a decibel.\n");
        Scores(page, [faults.Of(Evaluator.ModelKey), .. faults.Information]);
        Line(page, "\n![What information adds](pictures/evaluation-information.png)\n");
    }

    private static void Rendered(StringBuilder page, RenderedResult rendered)
    {
        Line(page, "## Mastered excerpts\n");
        Line(page, $"The loudest {rendered.Seconds:0} s of each track ({rendered.Excerpts} excerpts) are spoilt in audio: the same kind of equaliser, side −6 to +4 dB, the envelope over a second expanded 1:1.1 to 1:2, "
            + "level −30 to −14 LUFS. The program masters them as loud as the original was, under −1 dBTP or, where that is higher, the original's own peak up to 0 dBTP"
            + (rendered.QuieterExcerpts > 0 ? $"; {rendered.QuieterExcerpts} cannot be made so loud, and all ways master them in steps of 1 LU less. " : ". ")
            + "Then they are measured against the original: mean absolute error, each measure in its own unit. The spectral distances are multi-resolution (512, 1024, 2048; spectral convergence plus "
            + "log magnitude) at equal loudness. What has no side has no say in the side.\n");
        Errors(page, "spoilt excerpt, mastered by", [("not mastered", rendered.Unmastered), .. rendered.Ways.Select(way => (way.Name, way.Spoilt))]);
        Line(page, "\nAgainst loudness only, paired; below zero is nearer to the original:\n");
        Errors(page, "spoilt excerpt, mastered by", rendered.Ways.Where(way => way.Key != Evaluator.LoudnessOnlyKey).Select(way => (way.Name, way.AgainstLoudnessOnly)));
        Line(page, $"\nWhat is done to an excerpt that was fine ({rendered.RecognisedMasters} of {rendered.Excerpts} are recognised as masters and get level only):\n");
        Errors(page, "clean excerpt, mastered by", rendered.Ways.Select(way => (way.Name, way.Clean)));
    }

    private static void Errors(StringBuilder page, string head, IEnumerable<(string Name, IReadOnlyList<Estimate> Errors)> rows)
    {
        Line(page, $"| {head} | {string.Join(" | ", RenderedMeasure.All.Select(measure => measure.Unit.Length > 0 ? $"{measure.Name}, {measure.Unit}" : measure.Name))} |");
        Line(page, "|---" + string.Concat(Enumerable.Repeat("|---", RenderedMeasure.All.Count)) + "|");
        foreach ((string name, IReadOnlyList<Estimate> errors) in rows)
        {
            Line(page, $"| {name} | {string.Join(" | ", errors.Select(error => Text(error, 2)))} |");
        }
    }

    private static string Text(Estimate estimate, int decimals) =>
        double.IsNaN(estimate.Value) ? "–" : $"{Number(estimate.Value, decimals)} ({Number(estimate.Low, decimals)}–{Number(estimate.High, decimals)})".Replace("–−", " to −", StringComparison.Ordinal);

    private static string Number(double value, int decimals)
    {
        if (double.IsNaN(value))
        {
            return "–";
        }

        string digits = Math.Abs(value).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        bool isZero = digits.All(c => c is '0' or '.');
        return value < 0 && !isZero ? "−" + digits : digits;
    }

    private static void Line(StringBuilder page, string text) => page.Append(text).Append('\n');
}
