using System.Diagnostics;

namespace Lacquer.Server.Tests.CommandLine;

/// <summary>Runs the lacquer program as its users do.</summary>
internal sealed record Command
{
    public required int ExitCode { get; init; }

    public required string Out { get; init; }

    public required string Error { get; init; }

    /// <summary>Runs one command line.</summary>
    /// <param name="key">What LACQUER_API_KEY holds; null for nothing.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<Command> RunAsync(string? key, params string[] arguments)
    {
        var start = new ProcessStartInfo(Studio.Program[0]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[.. Studio.Program.Skip(1), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("LACQUER_API_KEY");
        if (key is not null)
        {
            start.Environment["LACQUER_API_KEY"] = key;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Command { ExitCode = process.ExitCode, Out = await output, Error = error };
    }
}
