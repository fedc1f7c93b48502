using System.CommandLine;
using Lacquer.Audio;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Features;

namespace Lacquer.Cli;

/// <summary><c>lacquer features</c>: what the model judges by, as files for its training.</summary>
internal static class FeaturesCommand
{
    public static Command Create()
    {
        var inputs = InputArgument.Create("files to measure");
        var folder = new Option<string>("--output", "-o") { Description = "folder for the features, one .npz a file", DefaultValueFactory = _ => "." };
        var command = new Command("features", "Write the features that the model learns from and judges by.") { inputs, folder };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(parsed.GetValue(inputs) ?? [], parsed.GetValue(folder)!, cancel)));
        return command;
    }

    private static int Run(string[] files, string folder, CancellationToken cancel)
    {
        var analyser = new TrackAnalyser();
        int exitCode = ExitCode.Done;
        foreach (string file in files)
        {
            try
            {
                using IAudioSource source = AudioFile.Open(file, AudioLimits.Default, cancel);
                TrackAnalysis analysis = analyser.Analyse(source, progress: null, cancel);
                Directory.CreateDirectory(folder);
                string output = Path.Combine(folder, Path.GetFileNameWithoutExtension(file) + ".npz");
                string hidden = output + ".part";
                using (FileStream stream = File.Create(hidden))
                {
                    FeatureFile.Write(stream, analysis);
                }

                File.Move(hidden, output, overwrite: true);
            }
            catch (Exception exception)
            {
                var failure = Failure.From(exception);
                failure.Print(file);
                exitCode = ExitCode.Combine(exitCode, failure.ExitCode);
                if (exception is OperationCanceledException)
                {
                    return exitCode;
                }
            }
        }

        return exitCode;
    }
}
