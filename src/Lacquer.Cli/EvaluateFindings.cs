using System.Globalization;
using Lacquer.Audio;
using Lacquer.Mastering.Evaluation;
using Lacquer.Mastering.Evaluation.Findings;

namespace Lacquer.Cli;

/// <summary><c>lacquer evaluate --findings</c>: how well faults in a mix are found, on faults planted into music.</summary>
internal static class EvaluateFindings
{
    /// <summary>The page when none is named.</summary>
    public static readonly string UsualPage = Path.Combine("docs", "findings.md");

    private const string EmptyPage = $"# Findings\n\n{MarkedPage.From}\n\n{MarkedPage.To}\n";
    private const double Goal = 0.9;

    /// <summary>Plants, listens and writes.</summary>
    /// <param name="request">The tracks.</param>
    /// <param name="mixes">A folder of mixes; null for none.</param>
    /// <param name="output">The page.</param>
    /// <param name="before">What it holds so far; null when it is new.</param>
    /// <param name="json">Where the numbers go: a file, - for standard output, or null.</param>
    /// <param name="overwrite">Whether a JSON file may be replaced.</param>
    /// <param name="cancel">Stops.</param>
    public static int Run(EvaluationRequest request, string? mixes, string output, string? before, string? json, bool overwrite, CancellationToken cancel)
    {
        if (mixes is not null && !Directory.Exists(mixes))
        {
            throw new AudioFileException(AudioFault.Unreadable, $"the folder {mixes} does not exist; name one that holds mixes as WAV, AIFF or FLAC.");
        }

        var trial = new FindingTrial(StyleModel.Load());
        FindingReport report = ProgressBar.Show("evaluate", progress => trial.Run(request, mixes, progress, cancel));
        foreach (MissingTrack missing in report.Missing)
        {
            Console.Error.WriteLine($"lacquer: {missing.Track.In(request.Folder)}: left out: {missing.Reason}".ReplaceLineEndings(" "));
        }

        TextFile.Write(output, MarkedPage.With(before ?? EmptyPage, FindingMarkdown.Write(report)), overwrite: true);
        string text = FindingJson.Write(report).ToJsonString(JsonOutput.Options);
        if (json is "-")
        {
            Console.Out.WriteLine(text);
            return ExitCode.Done;
        }

        TextFile.Write(json, text + "\n", overwrite);
        Console.Out.WriteLine($"{report.Songs} tracks of {report.Packages} packages → {output}");
        foreach (FindingResult fault in report.Faults.Where(fault => fault.Sizes[0].Excerpts > 0))
        {
            FindingScore score = fault.Sizes[0];
            bool reached = score.Recall >= Goal && score.Precision >= Goal;
            Console.Out.WriteLine($"  {(reached ? "reached" : "missed "),-8} {fault.Code,-18} {score.Size,-16} recall {Number(score.Recall)}, precision {Number(score.Precision)}");
        }

        return ExitCode.Done;
    }

    private static string Number(double share) => double.IsNaN(share) ? "–" : share.ToString("0.00", CultureInfo.InvariantCulture);
}
