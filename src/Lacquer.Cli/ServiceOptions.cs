using System.CommandLine;
using Lacquer.Server;

namespace Lacquer.Cli;

/// <summary>The options of the service: where its configuration is and where it stores.</summary>
internal sealed class ServiceOptions
{
    private const string Variable = "LACQUER_CONFIG";

    private readonly Option<string?> _config = new("--config") { Description = $"settings of the service as JSON; default what {Variable} names", HelpName = "FILE" };
    private readonly Option<string?> _data = new("--data") { Description = "folder of everything that is stored; default $XDG_DATA_HOME/lacquer", HelpName = "DIR" };

    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_data);
    }

    /// <exception cref="ServiceConfigurationException">A setting is not possible.</exception>
    public ServiceSettings Read(ParseResult parsed)
    {
        var settings = ServiceConfiguration.Read(parsed.GetValue(_config) ?? Environment.GetEnvironmentVariable(Variable), UsualFolder(), OwnProgram());
        return parsed.GetValue(_data) is { } data ? settings with { DataFolder = Path.GetFullPath(data) } : settings;
    }

    /// <summary>How this program was started, to start it again.</summary>
    private static string[] OwnProgram()
    {
        string host = Environment.ProcessPath!;
        string own = Path.Combine(AppContext.BaseDirectory, "lacquer.dll");
        return Path.GetFileNameWithoutExtension(host) == "dotnet" ? [host, own] : [host];
    }

    private static string UsualFolder() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "lacquer");
}
