using Lacquer.Audio;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering;

/// <summary>Stable names of what can go wrong, as JSON has them (docs/fault-codes.md).</summary>
public static class FaultCode
{
    /// <summary>The name of an exception: of a file's fault in camelCase, <c>model</c>, <c>impossible</c>, or <c>fault</c> for a mistake of the program's own.</summary>
    public static string Of(Exception exception) => exception switch
    {
        AudioFileException file => CamelCase(file.Fault.ToString()),
        ModelException => "model",
        PlanException => "impossible",
        OperationCanceledException => "canceled",
        IOException or UnauthorizedAccessException => "unwritable",
        _ => "fault",
    };

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
