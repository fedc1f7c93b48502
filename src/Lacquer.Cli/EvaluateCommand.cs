using System.CommandLine;
using System.Globalization;
using Lacquer.Audio;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Evaluation;

namespace Lacquer.Cli;

/// <summary><c>lacquer evaluate</c>: how well the judges judge, on music that they never heard.</summary>
internal static class EvaluateCommand
{
    private static readonly string UsualPage = Path.Combine("docs", "evaluation.md");

    private const long LargestPageBytes = 1 << 24; // far more than anybody writes by hand

    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "the music, as training/dataset.py leaves it" };
        var manifest = Text("--manifest", "which tracks there are, and in which split", "FILE", Path.Combine("model", "manifest.csv"));
        var split = Text("--split", "the split to evaluate on", "NAME", "test");
        var draws = Text("--draws", "faults a song, 1 to 1000", "COUNT", "20");
        var seed = Text("--seed", "where all draws begin", "NUMBER", "1");
        var output = new Option<string?>("--output", "-o")
        {
            Description = "the page; what stands outside of its two marks is kept; default docs/evaluation.md, with --findings docs/findings.md",
            HelpName = "FILE",
        };
        var json = new Option<string?>("--json") { Description = "write all numbers as JSON; - for standard output", HelpName = "FILE|-" };
        var force = new Option<bool>("--force") { Description = "replace existing files" };
        var noRender = new Option<bool>("--no-render") { Description = "leave out what is mastered and measured" };
        var findings = new Option<bool>("--findings") { Description = "instead, plant faults of known place and size and count what is found of them" };
        var mixes = new Option<string?>("--mixes") { Description = "with --findings: a folder of unmastered mixes that are heard as well", HelpName = "FOLDER" };
        var command = new Command("evaluate", "Measure how well the judges judge, or the findings find, and write it down.")
        {
            folder, manifest, split, draws, seed, output, json, force, noRender, findings, mixes,
        };
        command.SetAction((parsed, cancel) =>
        {
            string wantedSplit = parsed.GetValue(split)!;
            var request = new EvaluationRequest
            {
                Folder = parsed.GetValue(folder)!,
                Split = wantedSplit,
                Tracks = [],
                Date = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date),
                Draws = Whole(parsed.GetValue(draws)!, "--draws", 1, 1000),
                Seed = Whole(parsed.GetValue(seed)!, "--seed", 0, int.MaxValue),
                Render = !parsed.GetValue(noRender),
            };
            string? listen = parsed.GetValue(mixes);
            bool ofFindings = parsed.GetValue(findings);
            if (listen is not null && !ofFindings)
            {
                throw new PlanException("--mixes goes with --findings only.");
            }

            string page = parsed.GetValue(output) ?? (ofFindings ? EvaluateFindings.UsualPage : UsualPage);
            return Task.FromResult(Run(request, ofFindings, listen, parsed.GetValue(manifest)!, page, parsed.GetValue(json), parsed.GetValue(force), cancel));
        });
        return command;
    }

    private static int Run(
        EvaluationRequest request, bool ofFindings, string? mixes, string manifest, string output, string? json, bool overwrite, CancellationToken cancel)
    {
        string? jsonFile = json is "-" ? null : json;
        string? before = Page(output, overwrite);
        TextFile.CheckFree(output, overwrite: true);
        TextFile.CheckFree(jsonFile, overwrite);
        TextFile.CheckApart([output, jsonFile], [manifest]);
        if (!Directory.Exists(request.Folder))
        {
            throw new AudioFileException(AudioFault.Unreadable, $"the folder {request.Folder} does not exist; training/dataset.py fills one with the music of the manifest.");
        }

        request = request with { Tracks = Manifest.Read(manifest, request.Split) };
        if (ofFindings)
        {
            return EvaluateFindings.Run(request, mixes, output, before, json, overwrite, cancel);
        }

        var evaluator = Evaluator.Load(StyleModel.Load());
        EvaluationReport report = ProgressBar.Show("evaluate", progress => evaluator.Run(request, progress, cancel));
        foreach (MissingTrack missing in report.Missing)
        {
            Console.Error.WriteLine($"lacquer: {missing.Track.In(request.Folder)}: left out: {missing.Reason}".ReplaceLineEndings(" "));
        }

        TextFile.Write(output, MarkedPage.With(before, EvaluationMarkdown.Write(report)), overwrite: true);
        string text = EvaluationJson.Write(report).ToJsonString(JsonOutput.Options);
        if (json is "-")
        {
            Console.Out.WriteLine(text);
            return ExitCode.Done;
        }

        TextFile.Write(jsonFile, text + "\n", overwrite);
        Console.Out.WriteLine($"{report.Songs} tracks of {report.Packages} packages, {report.Faults.Cases} faults → {output}");
        foreach (Goal goal in report.Goals)
        {
            string formatted = goal.Measured.Value.ToString(goal.Unit == "dB" ? "0.00" : "0.0", CultureInfo.InvariantCulture);
            Console.Out.WriteLine($"  {(goal.IsReached ? "reached" : "missed "),-8} {goal.Name}: {formatted} {goal.Unit}");
        }

        return ExitCode.Done;
    }

    /// <summary>What the page holds so far; null when there is none, or it is to be replaced.</summary>
    /// <exception cref="AudioFileException">It has no marks and may not be replaced.</exception>
    private static string? Page(string path, bool overwrite)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (SpecialFile.Kind(path) is null && new FileInfo(path).Length <= LargestPageBytes && File.ReadAllText(path) is var page && MarkedPage.HasMarks(page))
        {
            return page;
        }

        return overwrite
            ? null
            : throw new AudioFileException(AudioFault.OutputExists, $"{path} exists and has no marks to write between; add --force to replace it or choose another name with -o.");
    }

    private static Option<string> Text(string name, string description, string helpName, string usual) =>
        new(name) { Description = $"{description}; default {usual}", HelpName = helpName, DefaultValueFactory = _ => usual };

    private static int Whole(string text, string option, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new PlanException($"{option} '{text}' is not possible; give a whole number from {least} to {most}.");
}
