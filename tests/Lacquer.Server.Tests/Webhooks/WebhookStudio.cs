namespace Lacquer.Server.Tests.Webhooks;

/// <summary>A running service that may tell this machine.</summary>
public sealed class WebhookStudio : IAsyncLifetime
{
    public Studio Studio { get; } = new() { With = On };

    internal static ServiceSettings On(ServiceSettings settings) => settings with { WebhookHosts = ["127.0.0.1"] };

    public ValueTask InitializeAsync() => Studio.InitializeAsync();

    public ValueTask DisposeAsync() => Studio.DisposeAsync();
}
