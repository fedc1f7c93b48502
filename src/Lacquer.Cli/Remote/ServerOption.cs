using System.CommandLine;
using Lacquer.Mastering.Decision;

namespace Lacquer.Cli.Remote;

/// <summary><c>--server</c>: the work is done by a service. Its key comes from the environment or from a file, never from the command line, which others can see.</summary>
internal sealed class ServerOption
{
    private const string KeyVariable = "LACQUER_API_KEY";
    private const string KeyFileVariable = "LACQUER_API_KEY_FILE";

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"have it done by a Lacquer service; its key is in {KeyVariable}, or in the file that {KeyFileVariable} names",
        HelpName = "URL",
    };

    public void AddTo(Command command) => command.Add(_server);

    /// <summary>Whether a service is to do it.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetResult(_server) is not null;

    /// <summary>The service to ask.</summary>
    /// <exception cref="PlanException">The address or the key is none, or the key would travel in the open.</exception>
    public ServiceClient Connect(ParseResult parsed)
    {
        string given = parsed.GetValue(_server) ?? "";
        if (!Uri.TryCreate(given, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new PlanException($"--server '{given}' is no address; it looks like https://master.example.org or http://127.0.0.1:8420.");
        }

        string? key = Key();
        return key is not null && address.Scheme == "http" && !address.IsLoopback
            ? throw new PlanException($"--server {given} would send the key in the open; use https.")
            : new ServiceClient(address, key);
    }

    private static string? Key()
    {
        if (Environment.GetEnvironmentVariable(KeyVariable)?.Trim() is { Length: > 0 } key)
        {
            return Checked(key, KeyVariable);
        }

        if (Environment.GetEnvironmentVariable(KeyFileVariable) is not { Length: > 0 } file)
        {
            return null;
        }

        try
        {
            return Checked(File.ReadAllText(file).Trim(), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlanException($"the key file {file} cannot be read ({e.Message.ReplaceLineEndings(" ")}).", e);
        }
    }

    private static string Checked(string key, string where) =>
        key.Length is > 0 and < 500 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? key : throw new PlanException($"{where} holds no API key; keys look like lq_….");
}
