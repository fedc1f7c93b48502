using System.CommandLine;
using System.CommandLine.Parsing;

namespace Lacquer.Cli;

/// <summary>Says in a musician's words what is wrong with a command line.</summary>
internal static class UsageCheck
{
    /// <summary>One sentence that says what is wrong and what to type instead; null when nothing is.</summary>
    public static string? Complaint(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.Errors.Count == 0 && parsed.Action != command.Action)
        {
            return null; // --help or --version
        }

        return command is RootCommand root
            ? CommandComplaint(root, [.. parsed.UnmatchedTokens])
            : Superfluous(parsed) ?? Unknown(parsed) ?? OptionWithoutValue(parsed) ?? MissingArgument(parsed)
            ?? NoNumber(parsed) ?? (parsed.Errors.Count > 0 ? parsed.Errors[0].Message.ReplaceLineEndings(" ") : null);
    }

    private static string CommandComplaint(RootCommand root, string[] given)
    {
        string[] commands = [.. root.Subcommands.Select(command => command.Name)];
        string choice = $"the commands are {string.Join(", ", commands)}.";
        return given switch
        {
            [] => $"say what to do: {choice}",
            [['-', ..] option, ..] => $"there is no option {option} before the command; {choice}",
            [string file, ..] when File.Exists(file) => $"say what to do with {file}: lacquer master {file} masters it, lacquer analyze {file} measures it.",
            [string word, ..] => $"there is no command {word}; {Meant(word, commands)}{choice}",
        };
    }

    private static string? Superfluous(ParseResult parsed)
    {
        string command = parsed.CommandResult.Command.Name;
        return parsed.UnmatchedTokens is not [string extra, ..] ? null
            : parsed.Tokens[0].Type != TokenType.Command ? $"the command comes first: lacquer {command} …, then {extra}."
            : $"{extra} is one too many for {command}.";
    }

    /// <summary>What looks like an option and is none must not become a missing file; behind <c>--</c> everything is a file.</summary>
    private static string? Unknown(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        Token[] given = [.. command.Arguments.SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])];
        int files = parsed.Tokens.Reverse().TakeWhile(token => token.Type != TokenType.DoubleDash).Count();
        bool isMarked = files < parsed.Tokens.Count;
        string? option = given.Take(isMarked ? Math.Max(0, given.Length - files) : given.Length)
            .Select(token => token.Value).FirstOrDefault(value => value is ['-', _, ..]);
        if (option is null)
        {
            return null;
        }

        string[] names = [.. command.Options.Concat(parsed.RootCommandResult.Command.Options).SelectMany(known => (string[])[known.Name, .. known.Aliases])];
        return $"there is no option {option}; {Meant(option.Split('=')[0], names)}a file of that name is given as ./{option}.";
    }

    private static string? OptionWithoutValue(ParseResult parsed)
    {
        foreach (OptionResult result in parsed.CommandResult.Children.OfType<OptionResult>())
        {
            bool lacksValue = result.Option.Arity.MinimumNumberOfValues > 0 && !result.Implicit
                && (result.Tokens.Count == 0 || result.Tokens.Any(token => token.Value.Length == 0 || token.Value.StartsWith("--", StringComparison.Ordinal)));
            if (lacksValue)
            {
                return $"{result.Option.Name} needs a value after it: {result.Option.HelpName}.";
            }

            if (result.Option.Arity.MinimumNumberOfValues > result.Tokens.Count && !result.Implicit)
            {
                return $"{result.Option.Name} needs {result.Option.Arity.MinimumNumberOfValues} values after it: {result.Option.HelpName}.";
            }
        }

        return null;
    }

    /// <summary>The one kind of value that the command line itself reads is a number.</summary>
    private static string? NoNumber(ParseResult parsed)
    {
        foreach (OptionResult result in parsed.CommandResult.Children.OfType<OptionResult>().Where(result => result.Errors.Any()))
        {
            return $"{result.Option.Name} {string.Join(' ', result.Tokens.Select(token => token.Value))} is not possible; give {(result.Option.Arity.MaximumNumberOfValues > 1 ? "numbers" : "a number")}: {result.Option.Name} {result.Option.HelpName}.";
        }

        return null;
    }

    private static string? MissingArgument(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        foreach (Argument argument in command.Arguments)
        {
            Token[] given = [.. parsed.GetResult(argument)?.Tokens ?? []];
            if (given.Length < argument.Arity.MinimumNumberOfValues)
            {
                return $"{command.Name} needs a sound file: {argument.Name} is missing.";
            }

            if (given.Any(token => token.Value.Length == 0))
            {
                return $"{argument.Name} is empty: give the name of a sound file.";
            }
        }

        return null;
    }

    private static string Meant(string word, string[] known) => Suggestion.Nearest(word, known) is { } near ? $"{near} may be meant; " : "";
}
