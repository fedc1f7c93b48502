using System.CommandLine;
using Lacquer.Mastering.Decision;
using Lacquer.Server;
using Microsoft.Extensions.Hosting;

namespace Lacquer.Cli;

/// <summary><c>lacquer work</c>: a worker for a service that runs on other machines.</summary>
internal static class WorkCommand
{
    public static Command Create()
    {
        var options = new ServiceOptions();
        var command = new Command("work", "Render for a service on other machines: takes jobs, needs database, broker and objects.");
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            ServiceSettings settings = options.Read(parsed);
            if (settings.Database is null || settings.Renders == 0)
            {
                throw new PlanException("a worker of its own needs a database that others reach, and at least one render: set database and renders in the configuration.");
            }

            using IHost host = await ServiceHost.CreateWorkerAsync(settings, cancel);
            await host.StartAsync(cancel);
            Console.Out.WriteLine($"Lacquer works ({settings.Renders} at a time); Ctrl-C ends it.");
            await host.WaitForShutdownAsync(cancel);
            return ExitCode.Done;
        });
        return command;
    }
}
