using System.Diagnostics;

namespace Lacquer.TestKit;

/// <summary>Runs a program that gives a second opinion.</summary>
public static class ExternalProgram
{
    /// <summary>Runs it to its end and returns what it wrote to standard output.</summary>
    /// <exception cref="InvalidOperationException">It is missing or reports failure.</exception>
    public static byte[] Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        string message = errors.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? output.ToArray() : throw new InvalidOperationException($"{program} failed: {message}");
    }
}
