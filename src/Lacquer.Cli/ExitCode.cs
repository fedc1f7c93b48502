using Lacquer.Audio;

namespace Lacquer.Cli;

/// <summary>How the program ends. The numbers are a contract.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Fault = 1;
    public const int Usage = 2;
    public const int BadInput = 3;
    public const int BadOutput = 4;
    public const int ProgramMissing = 5; // or a model: something beside Lacquer that has to be put in place
    public const int Interrupted = 130; // as shells report a program that was ended by Ctrl-C

    /// <summary>The code for a file's fault.</summary>
    public static int Of(AudioFault fault) => fault switch
    {
        AudioFault.Unwritable or AudioFault.OutputExists => BadOutput,
        AudioFault.ProgramMissing => ProgramMissing,
        _ => BadInput,
    };

    /// <summary>The code of several files: the lowest of the failures.</summary>
    public static int Combine(int a, int b) => a == Done ? b : b == Done ? a : Math.Min(a, b);
}
