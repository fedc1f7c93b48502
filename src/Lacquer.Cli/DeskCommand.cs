using System.CommandLine;
using Lacquer.Audio;
using Lacquer.Server.Work;

namespace Lacquer.Cli;

/// <summary><c>lacquer desk</c>: the process that the service starts for each render. Not for people.</summary>
internal static class DeskCommand
{
    public static Command Create()
    {
        var seconds = new Option<double>("--max-seconds") { DefaultValueFactory = _ => AudioLimits.Default.MaxSeconds };
        var samples = new Option<long>("--max-samples") { DefaultValueFactory = _ => AudioLimits.Default.MaxSamples };
        var command = new Command("desk", "Render what the service asks for on standard input.") { seconds, samples };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var limits = new AudioLimits { MaxSeconds = parsed.GetValue(seconds), MaxSamples = parsed.GetValue(samples) };
            DeskProgram.Run(Console.In, Console.Out, limits, () => Environment.Exit(ExitCode.Done));
            return ExitCode.Done;
        });
        return command;
    }
}
