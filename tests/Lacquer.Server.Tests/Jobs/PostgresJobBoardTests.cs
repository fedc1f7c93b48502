using Lacquer.Server.Storage;
using Lacquer.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Tests.Jobs;

/// <summary>The database of many machines.</summary>
public sealed class PostgresJobBoardTests(RunningPostgres postgres) : JobBoardTests, IClassFixture<RunningPostgres>
{
    internal override async Task<DbContextOptions<Store>> OptionsAsync() =>
        new DbContextOptionsBuilder<Store>().UseNpgsql(await postgres.Server.DatabaseAsync($"board_{Guid.NewGuid():N}")).Options;

    protected override ValueTask CleanAsync() => ValueTask.CompletedTask;
}
