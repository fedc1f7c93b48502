using System.CommandLine;
using System.Text;
using Lacquer.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("Lacquer, an open mastering engineer: analyses a mix, masters it, and says why.")
{
    MasterCommand.Create(),
    AnalyzeCommand.Create(),
    CompareCommand.Create(),
};

ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"lacquer: {parsed.Errors[0].Message.ReplaceLineEndings(" ")} See: lacquer --help");
    return ExitCode.Usage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception)
{
    var failure = Failure.From(exception);
    failure.Print(file: null);
    return failure.ExitCode;
}
