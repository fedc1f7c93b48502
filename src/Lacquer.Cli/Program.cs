using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;
using Lacquer.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("Lacquer, an open mastering engineer: analyses a mix, masters it, and says why.")
{
    MasterCommand.Create(),
    AnalyzeCommand.Create(),
    ReviseCommand.Create(),
    CompareCommand.Create(),
    PresetsCommand.Create(),
    ServeCommand.Create(),
    WorkCommand.Create(),
    AccountCommand.Create(),
    DeskCommand.Create(),
    FeaturesCommand.Create(),
    EvaluateCommand.Create(),
};

string[] words = args is ["help", ..] ? [.. args[1..], "--help"] : args;
ParseResult parsed = root.Parse(words);
try
{
    if (words.Length == 0)
    {
        root.Parse("--help").Invoke();
    }

    if (UsageCheck.Complaint(parsed) is { } complaint)
    {
        Console.Error.WriteLine($"lacquer: {complaint} See: lacquer --help");
        return ExitCode.Usage;
    }

    // A terminal that is closed is an interruption like Ctrl-C: nothing half-written may stay.
    using var closed = new CancellationTokenSource();
    using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
    {
        context.Cancel = true;
        closed.Cancel();
    });
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, closed.Token);
}
catch (Exception exception)
{
    var failure = Failure.From(exception);
    failure.Print(file: null);
    return failure.ExitCode;
}
