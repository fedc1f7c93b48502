using System.CommandLine;
using System.Text.Json.Nodes;
using Lacquer.Audio;
using Lacquer.Cli.Remote;
using Lacquer.Mastering;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting;

namespace Lacquer.Cli;

/// <summary><c>lacquer analyze</c>: measurements, sections and feedback on the mix.</summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        var inputs = InputArgument.Create("files to measure");
        var json = new Option<bool>("--json") { Description = "print nothing but JSON" };
        var save = new Option<string?>("--save-reference") { Description = "keep what --reference needs of it, to be given in place of the file", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "replace an existing reference" };
        var server = new ServerOption();
        var command = new Command("analyze", "Measure a file and say what an engineer would remark on.") { inputs, json, save, force };
        server.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            string[] files = parsed.GetValue(inputs) ?? [];
            string? path = files.Length == 1 || parsed.GetValue(save) is null
                ? parsed.GetValue(save)
                : throw new PlanException("--save-reference takes one input; analyze the files one at a time.");
            var reference = new SavedReference(path, parsed.GetValue(force));
            reference.CheckFree(files);
            if (!server.IsGiven(parsed))
            {
                var analyser = new TrackAnalyser(StyleModel.Load());
                return Each(files, parsed.GetValue(json), file => Here(analyser, file, reference, cancel));
            }

            using ServiceClient service = server.Connect(parsed);
            await service.GreetAsync(cancel);
            return Each(files, parsed.GetValue(json), file => ProgressBar.Show(
                Path.GetFileName(file), progress => RemoteAnalysis.RunAsync(service, file, reference, progress, cancel).GetAwaiter().GetResult()));
        });
        return command;
    }

    private static int Each(string[] files, bool json, Func<string, JsonObject> analyse)
    {
        var results = new JsonArray();
        int exitCode = ExitCode.Done;
        foreach (string file in files)
        {
            try
            {
                JsonObject analysis = analyse(file);
                results.Add(analysis);
                if (!json)
                {
                    Print(analysis, Console.Out);
                }
            }
            catch (Exception exception)
            {
                var failure = Failure.From(exception);
                failure.Print(file);
                results.Add(ReportJson.Failure(file, failure.Code, failure.Message));
                exitCode = ExitCode.Combine(exitCode, failure.ExitCode);
                if (exception is OperationCanceledException)
                {
                    return exitCode;
                }
            }
        }

        if (json)
        {
            Console.Out.WriteLine(results.ToJsonString(JsonOutput.Options));
        }

        return exitCode;
    }

    private static JsonObject Here(TrackAnalyser analyser, string file, SavedReference reference, CancellationToken cancel)
    {
        TrackAnalysis analysis = ProgressBar.Show(Path.GetFileName(file), progress =>
        {
            using IAudioSource source = AudioFile.Open(file, AudioLimits.Default, cancel);
            return analyser.AnalyseWithStyle(source, progress is null ? null : new Share(progress), cancel);
        });
        reference.Write(analysis, file);
        return AnalysisJson.Write(file, analysis);
    }

    private static void Print(JsonObject a, TextWriter to)
    {
        string Level(params string[] path) => Words.Level(Numbers.Of(a, path));
        to.WriteLine($"{Numbers.Text(a, "file")}: {Words.Time(Numbers.Of(a, "durationSeconds"))}, {Numbers.Of(a, "sampleRateHz")} Hz, {(Numbers.Of(a, "channels") > 1 ? "stereo" : "mono")}, {Numbers.Text(a, "codec")}");
        to.WriteLine($"  loudness       {Level("loudness", "integratedLufs")} LUFS, range {Level("loudness", "loudnessRangeLu")} LU, loudest 3 s {Level("loudness", "maxShortTermLufs")} LUFS");
        to.WriteLine($"  peaks          {Level("loudness", "truePeakDbtp")} dBTP, {Level("loudness", "samplePeakDbfs")} dBFS, {Level("loudness", "peakToLoudnessLu")} dB above the loudness");
        to.WriteLine($"  stereo         correlation {Numbers.Of(a, "stereo", "correlation"):0.00}, side {Level("stereo", "sideToMidDb")} dB against mid, {Level("stereo", "monoLossDb")} dB lost in mono");
        to.WriteLine($"  style          {Style(a["style"]!)}");
        to.WriteLine();
        to.WriteLine("Sections");
        foreach (JsonNode section in a["sections"]!.AsArray().OfType<JsonNode>())
        {
            to.WriteLine($"  {Words.Time(Numbers.Of(section, "startSeconds")),5} – {Words.Time(Numbers.Of(section, "endSeconds")),-7}{Words.Level(Numbers.Of(section, "integratedLufs")),7} LUFS");
        }

        FindingList.Print(a, to);
        to.WriteLine();
    }

    private static string Style(JsonNode style)
    {
        string label = Numbers.Text(style, "label");
        string[] likely =
        [
            .. style["probabilities"]!.AsObject().OrderByDescending(entry => entry.Value!.GetValue<double>()).Take(2).Select(entry => $"{entry.Key} {100 * entry.Value!.GetValue<double>():0} %"),
        ];
        return label != StyleLabels.Unsure ? $"{label} ({100 * Numbers.Of(style, "confidence"):0} %)" : likely.Length > 0 ? $"unsure; likeliest {string.Join(", ", likely)}" : "unsure";
    }

    private sealed class Share(IProgress<MasteringProgress> whole) : IProgress<double>
    {
        public void Report(double value) => whole.Report(new MasteringProgress("analyse", value));
    }
}
