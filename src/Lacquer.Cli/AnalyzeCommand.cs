using System.CommandLine;
using System.Text.Json.Nodes;
using Lacquer.Audio;
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
        var command = new Command("analyze", "Measure a file and say what an engineer would remark on.") { inputs, json, save, force };
        command.SetAction((parsed, cancel) =>
        {
            string[] files = parsed.GetValue(inputs) ?? [];
            string? reference = files.Length == 1 || parsed.GetValue(save) is null
                ? parsed.GetValue(save)
                : throw new PlanException("--save-reference takes one input; analyze the files one at a time.");
            return Task.FromResult(Run(files, parsed.GetValue(json), new SavedReference(reference, parsed.GetValue(force)), cancel));
        });
        return command;
    }

    private static int Run(string[] files, bool json, SavedReference reference, CancellationToken cancel)
    {
        reference.CheckFree(files);
        var analyser = new TrackAnalyser(StyleModel.Load());
        var results = new JsonArray();
        int exitCode = ExitCode.Done;
        foreach (string file in files)
        {
            try
            {
                TrackAnalysis analysis = ProgressBar.Show(Path.GetFileName(file), progress =>
                {
                    using IAudioSource source = AudioFile.Open(file, AudioLimits.Default, cancel);
                    return analyser.AnalyseWithStyle(source, progress is null ? null : new Share(progress), cancel);
                });
                reference.Write(analysis, file);
                results.Add(AnalysisJson.Write(file, analysis));
                if (!json)
                {
                    Print(file, analysis, Console.Out);
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

    private static void Print(string file, TrackAnalysis a, TextWriter to)
    {
        to.WriteLine($"{file}: {Words.Time(a.DurationSeconds)}, {a.Format.SampleRateHz} Hz, {(a.Format.Channels == 1 ? "mono" : "stereo")}, {a.Format.Codec}");
        to.WriteLine($"  loudness       {Words.Level(a.Loudness.Integrated.Value)} LUFS, range {Words.Level(a.Loudness.Range.Value)} LU, loudest 3 s {Words.Level(a.Loudness.MaxShortTerm.Value)} LUFS");
        to.WriteLine($"  peaks          {Words.Level(a.Loudness.TruePeak.Value)} dBTP, {Words.Level(a.Loudness.SamplePeak.Value)} dBFS, {Words.Level(a.Loudness.PeakToLoudness.Value)} dB above the loudness");
        to.WriteLine($"  stereo         correlation {a.Stereo.Correlation:0.00}, side {Words.Level(a.Stereo.SideToMidDb)} dB against mid, {Words.Level(a.Stereo.MonoLossDb)} dB lost in mono");
        to.WriteLine($"  style          {Style(a.Style)}");
        to.WriteLine();
        to.WriteLine("Sections");
        foreach (Section section in a.Sections)
        {
            to.WriteLine($"  {Words.Time(section.StartSeconds),5} – {Words.Time(section.EndSeconds),-7}{Words.Level(section.Integrated.Value),7} LUFS");
        }

        FindingList.Print(a.Findings, to);
        to.WriteLine();
    }

    private static string Style(StyleEstimate style)
    {
        string[] likely = [.. style.Probabilities.OrderByDescending(entry => entry.Value).Take(2).Select(entry => $"{entry.Key} {100 * entry.Value:0} %")];
        return style.Label != StyleLabels.Unsure ? $"{style.Label} ({100 * style.Confidence:0} %)" : likely.Length > 0 ? $"unsure; likeliest {string.Join(", ", likely)}" : "unsure";
    }

    private sealed class Share(IProgress<MasteringProgress> whole) : IProgress<double>
    {
        public void Report(double value) => whole.Report(new MasteringProgress("analyse", value));
    }
}
