using System.CommandLine;
using Lacquer.Audio;
using Lacquer.Audio.Encoding;
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
        var force = new Option<bool>("--force") { Description = "replace existing files" };
        var command = new Command("features", "Write the features that the model learns from and judges by.") { inputs, output, force };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(parsed.GetValue(inputs) ?? [], parsed.GetValue(output)!, parsed.GetValue(force), cancel)));
        return command;
    }

    private static int Run(string[] files, string output, bool overwrite, CancellationToken cancel)
    {
        var analyser = new TrackAnalyser(StyleModel.Load());
        int exitCode = ExitCode.Done;
        bool single = files.Length == 1 && output.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            try
            {
                using IAudioSource source = AudioFile.Open(file, AudioLimits.Default, cancel);
                string target = single ? output : Path.Combine(output, Path.GetFileNameWithoutExtension(file) + Suffix);
                if (!written.Add(Path.GetFullPath(target)))
                {
                    throw new AudioFileException(AudioFault.OutputExists, $"{target} was written for another input of the same name; give the folders one by one.");
                }

                if (!overwrite && File.Exists(target))
                {
                    throw new AudioFileException(AudioFault.OutputExists, $"{target} exists already; add --force to replace it or choose another name with -o.");
                }

                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
                using var features = AtomicFile.Create(target, overwrite);
                using var content = new MemoryStream();
                FeatureFile.Write(content, analyser.AnalyseWithSegments(source, progress: null, cancel));
                features.Write(content.GetBuffer().AsSpan(0, (int)content.Length));
                features.Complete();
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
