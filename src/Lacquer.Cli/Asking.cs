using System.CommandLine;
using System.CommandLine.Parsing;

namespace Lacquer.Cli;

/// <summary>What was asked for, as it was written, for the list of revisions.</summary>
internal static class Asking
{
    /// <summary>Options that only say where to read and write.</summary>
    private static readonly string[] Places = ["--output", "--force", "--json", "--save-plan", "--project", "--from", "--report", "--details", "--server"];

    public static string[] Of(ParseResult parsed) =>
    [
        .. parsed.CommandResult.Children.OfType<OptionResult>()
            .Where(result => !result.Implicit && !Places.Contains(result.Option.Name, StringComparer.Ordinal))
            .SelectMany(result => result.Tokens.Count == 0 ? [result.Option.Name] : result.Tokens.Select(token => $"{result.Option.Name} {token.Value}")),
    ];
}
