using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Lacquer.Server.Tests.Servers;

/// <summary>RabbitMQ, as Debian has it, with a port mapper of its own.</summary>
public sealed class RabbitServer : ServerProcess
{
    private static readonly string Program = Directory.GetDirectories("/usr/lib/rabbitmq/lib").Order(StringComparer.Ordinal).Last() + "/sbin/rabbitmq-server";

    private readonly int _mapperPort = FreePort();
    private readonly int _distributionPort = FreePort();
    private readonly Process _mapper;

    public RabbitServer()
    {
        File.WriteAllText(Path.Combine(Folder, "plugins"), "[].");
        _mapper = Process.Start(Start("epmd", "-port", $"{_mapperPort}", "-address", "127.0.0.1"))!;
    }

    public string Address => $"amqp://guest:guest@127.0.0.1:{Port}";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _mapper.Kill();
        await _mapper.WaitForExitAsync();
        _mapper.Dispose();
    }

    protected override ProcessStartInfo Command()
    {
        ProcessStartInfo start = Start(Program);
        (string Name, string Value)[] environment =
        [
            ("HOME", Folder),
            ("RABBITMQ_NODENAME", $"lacquer{Port}@localhost"),
            ("RABBITMQ_NODE_PORT", $"{Port}"),
            ("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
            ("RABBITMQ_DIST_PORT", $"{_distributionPort}"),
            ("RABBITMQ_MNESIA_BASE", Path.Combine(Folder, "mnesia")),
            ("RABBITMQ_LOG_BASE", Path.Combine(Folder, "log")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(Folder, "plugins")),
            ("RABBITMQ_PID_FILE", Path.Combine(Folder, "pid")),
            ("RABBITMQ_CONFIG_FILE", Path.Combine(Folder, "none")),
            ("ERL_EPMD_PORT", $"{_mapperPort}"),
            ("ERL_EPMD_ADDRESS", "127.0.0.1"),
            ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1 +sbwt none"),
        ];
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    protected override async Task<bool> IsReadyAsync()
    {
        try
        {
            await using IConnection connection = await new ConnectionFactory { Uri = new Uri(Address) }.CreateConnectionAsync();
            return true;
        }
        catch (BrokerUnreachableException)
        {
            return false;
        }
    }
}
