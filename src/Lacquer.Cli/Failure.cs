using Lacquer.Audio;
using Lacquer.Cli.Remote;
using Lacquer.Mastering;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Networks;
using Lacquer.Server;

namespace Lacquer.Cli;

/// <summary>An exception as the user sees it: one line and an exit code. The one place where exceptions are translated.</summary>
internal sealed record Failure(int ExitCode, string Code, string Message)
{
    public static Failure From(Exception exception) => exception switch
    {
        AudioFileException file => new(Cli.ExitCode.Of(file.Fault), FaultCode.Of(file), file.Message),
        ModelException model => new(Cli.ExitCode.ProgramMissing, FaultCode.Of(exception), model.Message),
        ServiceConfigurationException setting => new(setting.MayPass ? Cli.ExitCode.Fault : Cli.ExitCode.Usage, FaultCode.Of(new PlanException(setting.Message)), setting.Message),
        PlanException plan => new(Cli.ExitCode.Usage, FaultCode.Of(exception), plan.Message),
        ServiceException service => new(service.ExitCode, service.Code, service.Message),
        OperationCanceledException => new(Cli.ExitCode.Interrupted, FaultCode.Of(exception), "stopped."),
        IOException or UnauthorizedAccessException => new(Cli.ExitCode.BadOutput, FaultCode.Of(exception), exception.Message.ReplaceLineEndings(" ")),
        _ => new(
            Cli.ExitCode.Fault,
            FaultCode.Of(exception),
            $"a fault of Lacquer ({exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}); please report it with this file."),
    };

    /// <summary>Prints it on standard error.</summary>
    public void Print(string? file)
    {
        string line = file is null ? $"lacquer: {Message}" : $"lacquer: {file}: {Message}";
        Console.Error.WriteLine(line.ReplaceLineEndings(" "));
    }
}
