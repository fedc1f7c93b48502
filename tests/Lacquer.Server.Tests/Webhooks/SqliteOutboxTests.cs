using Lacquer.Server.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Tests.Webhooks;

/// <summary>The embedded database.</summary>
public sealed class SqliteOutboxTests : OutboxTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lacquer-outbox-").FullName;

    internal override Task<DbContextOptions<Store>> OptionsAsync()
    {
        string connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, "test.db"), ForeignKeys = true, Pooling = false }.ToString();
        return Task.FromResult(new DbContextOptionsBuilder<Store>().UseSqlite(connection).Options);
    }

    protected override ValueTask CleanAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
