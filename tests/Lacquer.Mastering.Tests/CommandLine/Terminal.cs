using System.Diagnostics;
using System.Reflection;
using Lacquer.Cli;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Networks;
using Lacquer.Mastering.Tests.Networks;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Runs the lacquer program: in this process, through its own entry point, or as a process of its own.</summary>
internal static class Terminal
{
    private static readonly MethodInfo Entry = typeof(ExitCode).Assembly.EntryPoint!;
    private static readonly RoutedConsole Out = new(Console.Out);
    private static readonly RoutedConsole Error = new(Console.Error);

    static Terminal()
    {
        Console.SetOut(Out);
        Console.SetError(Error);
        if (!File.Exists(ModelFolder.File(LearnedJudge.FileName)))
        {
            // Nothing was trained yet: the small model with random weights will do. Processes that are started get it too.
            Environment.SetEnvironmentVariable(ModelFolder.Variable, Safetensors.Folder);
        }
    }

    /// <summary>Runs one command line here.</summary>
    public static Answer Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        (Out.Target, Error.Target) = (output, error);
        try
        {
            int exitCode = (int)Entry.Invoke(null, [arguments])!;
            return new Answer { ExitCode = exitCode, Out = output.ToString(), Error = error.ToString() };
        }
        finally
        {
            (Out.Target, Error.Target) = (null, null);
        }
    }

    /// <summary>Runs one command line as a program of its own, with something changed in its environment.</summary>
    public static Answer RunApart(string variable, string value, params string[] arguments)
    {
        string program = typeof(ExitCode).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[variable] = value;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Answer { ExitCode = process.ExitCode, Out = output, Error = error.GetAwaiter().GetResult() };
    }
}
