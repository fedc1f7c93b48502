namespace Lacquer.Server.Tests.Servers;

/// <summary>One PostgreSQL for the tests of a class.</summary>
public sealed class RunningPostgres : IAsyncLifetime
{
    public PostgresServer Server { get; } = new();

    public async ValueTask InitializeAsync() => await Server.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
