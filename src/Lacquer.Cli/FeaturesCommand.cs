using System.CommandLine;
using Lacquer.Audio;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Features;

namespace Lacquer.Cli;

/// <summary><c>lacquer features</c>: what the model judges by, as files for its training.</summary>
internal static class FeaturesCommand
{
    private const string Suffix = ".npz";

    public static Command Create()
    {
        var inputs = InputArgument.Create("files to measure");
        var output = new Option<string>("--output", "-o") { Description = "a folder, or for one input a file that ends in .npz", DefaultValueFactory = _ => "." };
        var command = new Command("features", "Write the features that the model learns from and judges by.") { inputs, output };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(parsed.GetValue(inputs) ?? [], parsed.GetValue(output)!, cancel)));
        return command;
    }

    private static int Run(string[] files, string output, CancellationToken cancel)
    {
        var analyser = new TrackAnalyser();
        int exitCode = ExitCode.Done;
        bool single = files.Length == 1 && output.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            try
            {
                using IAudioSource source = AudioFile.Open(file, AudioLimits.Default, cancel);
                TrackAnalysis analysis = analyser.AnalyseWithSegments(source, progress: null, cancel);
                string target = single ? output : Path.Combine(output, Path.GetFileNameWithoutExtension(file) + Suffix);
                if (!written.Add(Path.GetFullPath(target)))
                {
                    throw new AudioFileException(AudioFault.OutputExists, $"{target} was written for another input of the same name; give the folders one by one.");
                }

                Save(target, analysis);
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

    /// <summary>Writes beside the target first, so that a feature file is whole or not there.</summary>
    private static void Save(string target, TrackAnalysis analysis)
    {
        string hidden = target + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            using (FileStream stream = File.Create(hidden))
            {
                FeatureFile.Write(stream, analysis);
            }

            File.Move(hidden, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AudioFileException(AudioFault.Unwritable, $"{target} cannot be written ({exception.Message.ReplaceLineEndings(" ")}).", exception);
        }
    }
}
