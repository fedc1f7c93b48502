using Lacquer.Server.Storage;
using Lacquer.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Tests.Webhooks;

/// <summary>The database of many machines.</summary>
public sealed class PostgresOutboxTests(RunningPostgres postgres) : OutboxTests, IClassFixture<RunningPostgres>
{
    internal override async Task<DbContextOptions<Store>> OptionsAsync() =>
        new DbContextOptionsBuilder<Store>().UseNpgsql(await postgres.Server.DatabaseAsync($"outbox_{Guid.NewGuid():N}")).Options;

    protected override ValueTask CleanAsync() => ValueTask.CompletedTask;
}
