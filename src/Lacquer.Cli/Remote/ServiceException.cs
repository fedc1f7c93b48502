namespace Lacquer.Cli.Remote;

/// <summary>The service cannot be reached, or does not do what is asked.</summary>
/// <param name="exitCode">How the program ends.</param>
/// <param name="code">Stable name for JSON.</param>
/// <param name="message">What is wrong and what to do, in one line.</param>
/// <param name="innerException">The cause, when there is one.</param>
internal sealed class ServiceException(int exitCode, string code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;

    public string Code { get; } = code;
}
