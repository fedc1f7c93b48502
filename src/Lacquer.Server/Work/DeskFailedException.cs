namespace Lacquer.Server.Work;

/// <summary>The work cannot be done, whoever tries.</summary>
internal sealed class DeskFailedException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
