using System.CommandLine;
using Lacquer.Server.Work;

namespace Lacquer.Cli;

/// <summary><c>lacquer desk</c>: the process that the service starts for each render. Not for people.</summary>
internal static class DeskCommand
{
    public static Command Create()
    {
        var command = new Command("desk", "Render what the service asks for on standard input.") { Hidden = true };
        command.SetAction(_ =>
        {
            DeskProgram.Run(Console.In, Console.Out, () => Environment.Exit(ExitCode.Done));
            return ExitCode.Done;
        });
        return command;
    }
}
