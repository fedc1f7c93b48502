using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Lacquer.Server.Storage;

/// <summary>Brings the database to this program's schema: the scripts in Migrations, in the order of their names, each once.</summary>
internal static class Migrator
{
    private const long MigrationLock = 0x6c61637175657200; // "lacquer": any number that nobody else takes
    private const string Prefix = "Lacquer.Server.Storage.Migrations.";

    /// <summary>Applies what is missing, all of it or nothing.</summary>
    /// <exception cref="InvalidOperationException">The database was made by a later version.</exception>
    public static async Task BringUpToDateAsync(Store store, CancellationToken cancel)
    {
        if (store.Database.IsSqlite())
        {
            // Readers do not wait for the writer.
            await store.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);
        }

        IDbContextTransaction transaction = await store.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (!store.Database.IsSqlite())
            {
                // One program at a time; the lock ends with the transaction. SQLite's transaction is one by itself.
                await store.Database.ExecuteSqlRawAsync($"SELECT pg_advisory_xact_lock({MigrationLock})", cancel);
            }

            await store.Database.ExecuteSqlRawAsync("CREATE TABLE IF NOT EXISTS schema_scripts (name TEXT PRIMARY KEY)", cancel);
            string[] done = await store.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM schema_scripts").ToArrayAsync(cancel);
            (string Name, string Text)[] scripts = [.. Scripts()];
            if (done.Except(scripts.Select(script => script.Name)).FirstOrDefault() is { } unknown)
            {
                throw new InvalidOperationException($"the database was made by a later version of Lacquer (it has {unknown}); use that version.");
            }

            foreach ((string name, string text) in scripts.Where(script => !done.Contains(script.Name)))
            {
                await store.Database.ExecuteSqlRawAsync(text, cancel);
                await store.Database.ExecuteSqlAsync($"INSERT INTO schema_scripts (name) VALUES ({name})", cancel);
            }

            await transaction.CommitAsync(cancel);
        }
    }

    private static IEnumerable<(string Name, string Text)> Scripts()
    {
        System.Reflection.Assembly assembly = typeof(Migrator).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[Prefix.Length..], reader.ReadToEnd());
        }
    }
}
