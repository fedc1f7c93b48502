using System.CommandLine;

namespace Lacquer.Cli;

/// <summary>The files that a command works on.</summary>
internal static class InputArgument
{
    /// <summary>One or more files.</summary>
    public static Argument<string[]> Create(string description) => new("INPUT") { Description = description, Arity = ArgumentArity.OneOrMore };
}
