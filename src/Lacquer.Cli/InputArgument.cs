using System.CommandLine;

namespace Lacquer.Cli;

/// <summary>The files that a command works on.</summary>
internal static class InputArgument
{
    /// <summary>One or more files. What looks like an option is none of them: a mistyped option must not become a missing file.</summary>
    public static Argument<string[]> Create(string description)
    {
        var inputs = new Argument<string[]>("INPUT") { Description = description, Arity = ArgumentArity.OneOrMore };
        inputs.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } token)
            {
                result.AddError($"there is no option {token.Value}; a file of that name is given as ./{token.Value}.");
            }
        });
        return inputs;
    }
}
