using System.CommandLine;
using Lacquer.Mastering.Decision;
using Lacquer.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Lacquer.Cli;

/// <summary><c>lacquer serve</c>: the studio page and its API.</summary>
internal static class ServeCommand
{
    private const int UsualPort = 8_420;

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = $"port to listen at; default {UsualPort}", HelpName = "NUMBER", DefaultValueFactory = _ => UsualPort };
        var data = new Option<string?>("--data") { Description = "folder of everything that is stored; default $XDG_DATA_HOME/lacquer", HelpName = "DIR" };
        var command = new Command("serve", "Open the studio: a page for this machine, and an API.") { port, data };
        command.SetAction(async (parsed, cancel) =>
        {
            int number = parsed.GetValue(port);
            if (number is < 1 or > 65_535)
            {
                throw new PlanException($"--port {number} is not possible; give a number from 1 to 65535.");
            }

            var settings = new ServiceSettings
            {
                DataFolder = Path.GetFullPath(parsed.GetValue(data) ?? UsualFolder()),
                Listen = $"http://127.0.0.1:{number}",
                RenderProgram = OwnProgram(),
            };
            WebApplication app = await ServiceHost.CreateAsync(settings, cancel);
            await using (app)
            {
                try
                {
                    await app.StartAsync(cancel);
                }
                catch (IOException)
                {
                    throw new PlanException($"port {number} is in use already; give another with --port.");
                }

                Console.Out.WriteLine($"Lacquer is open at http://localhost:{number} (stored in {settings.DataFolder}); Ctrl-C ends it.");
                await app.WaitForShutdownAsync(cancel);
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>How this program was started, to start it again.</summary>
    public static IReadOnlyList<string> OwnProgram()
    {
        string host = Environment.ProcessPath!;
        string own = Path.Combine(AppContext.BaseDirectory, "lacquer.dll");
        return Path.GetFileNameWithoutExtension(host) == "dotnet" ? [host, own] : [host];
    }

    private static string UsualFolder() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "lacquer");
}
