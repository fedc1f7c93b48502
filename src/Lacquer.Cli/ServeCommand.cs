using System.CommandLine;
using Lacquer.Mastering.Decision;
using Lacquer.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Lacquer.Cli;

/// <summary><c>lacquer serve</c>: the studio page and its API.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var port = new Option<int?>("--port") { Description = "port on this machine to listen at; default 8420", HelpName = "NUMBER" };
        var options = new ServiceOptions();
        var command = new Command("serve", "Open the studio: a page for this machine, and an API.") { port };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            ServiceSettings settings = options.Read(parsed);
            if (parsed.GetValue(port) is { } number)
            {
                settings = number is >= 1 and <= 65_535
                    ? settings with { Listen = $"http://127.0.0.1:{number}" }
                    : throw new PlanException($"--port {number} is not possible; give a number from 1 to 65535.");
            }

            WebApplication app = await ServiceHost.CreateAsync(settings, cancel);
            await using (app)
            {
                try
                {
                    await app.StartAsync(cancel);
                }
                catch (IOException)
                {
                    throw new PlanException($"{settings.Listen} is in use already; give another port with --port.");
                }

                Console.Out.WriteLine($"Lacquer is open at {settings.Listen.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)} (stored in {settings.DataFolder}); Ctrl-C ends it.");
                await app.WaitForShutdownAsync(cancel);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
