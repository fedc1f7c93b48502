using Lacquer.Server.Storage;
using Lacquer.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>A database from before accounts goes on with everything in it.</summary>
public sealed class MigrationTests
{
    [Fact]
    public async Task What_was_stored_before_stays_on_sqlite()
    {
        string folder = Directory.CreateTempSubdirectory("lacquer-migration-").FullName;
        await CheckAsync(options => options.UseSqlite($"Data Source={Path.Combine(folder, "test.db")};Pooling=False"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_was_stored_before_stays_on_postgresql()
    {
        await using var postgres = new PostgresServer();
        await postgres.StartAsync();
        string database = await postgres.DatabaseAsync("lacquer_migration");
        await CheckAsync(options => options.UseNpgsql(database));
    }

    private static async Task CheckAsync(Action<DbContextOptionsBuilder<Store>> with)
    {
        var options = new DbContextOptionsBuilder<Store>();
        with(options);
        await using var store = new Store(options.Options);
        System.Reflection.Assembly assembly = typeof(Store).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream("Lacquer.Server.Storage.Migrations.0001-begin.sql")!);
        await store.Database.ExecuteSqlRawAsync(await reader.ReadToEndAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        await store.Database.ExecuteSqlRawAsync("CREATE TABLE schema_scripts (name TEXT PRIMARY KEY); INSERT INTO schema_scripts (name) VALUES ('0001-begin.sql')", TestContext.Current.CancellationToken);
        await store.Database.ExecuteSqlRawAsync(
            "INSERT INTO uploads (id, account_id, name, length, received, created, expires) VALUES ('up_before', 'local', 'song.wav', 5, 5, 1, 2)", TestContext.Current.CancellationToken);

        await Migrator.BringUpToDateAsync(store, TestContext.Current.CancellationToken);
        await Migrator.BringUpToDateAsync(store, TestContext.Current.CancellationToken); // nothing is left to do
        Account local = await store.Accounts.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Account.LocalId, null, null, 0), (local.Id, local.Email, local.Plan, local.AccessFailedCount));
        Assert.Equal(Account.LocalId, (await store.Uploads.SingleAsync(TestContext.Current.CancellationToken)).AccountId);

        // One address is one account.
        store.Accounts.Add(new Account { Id = "a", Name = "a", Created = 1, NormalizedEmail = "A@EXAMPLE.ORG" });
        store.Accounts.Add(new Account { Id = "b", Name = "b", Created = 1, NormalizedEmail = "A@EXAMPLE.ORG" });
        await Assert.ThrowsAsync<DbUpdateException>(() => store.SaveChangesAsync(TestContext.Current.CancellationToken));
    }
}
