using System.Text.Json.Nodes;
using Lacquer.Server.Tests.Servers;
using Microsoft.Data.Sqlite;

namespace Lacquer.Server.Tests.Failures;

/// <summary>A copy that was taken while the service worked, as docs/operations.md says, brings back everything that was done, and what was begun.</summary>
public sealed class BackupTests
{
    // The worker of the backup's time is dead; its job is taken up again soon.
    private const string Lease = "LACQUER_LEASESECONDS";
    private const string LeaseSeconds = "2";

    [Fact]
    public Task Database_and_objects_of_one_machine_come_back() => ComesBackAsync(
        new Dictionary<string, string>(StringComparer.Ordinal),
        (from, into) =>
        {
            using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(from, "lacquer.db"), Pooling = false }.ToString());
            database.Open();
            using SqliteCommand copy = database.CreateCommand();
            copy.CommandText = "VACUUM INTO $file";
            copy.Parameters.AddWithValue("$file", Path.Combine(into, "lacquer.db"));
            copy.ExecuteNonQuery();
            return Task.FromResult(new Dictionary<string, string>(StringComparer.Ordinal) { [Lease] = LeaseSeconds });
        });

    [Fact]
    public async Task A_dump_of_PostgreSQL_comes_back()
    {
        await using var postgres = new PostgresServer();
        await postgres.StartAsync();
        string old = await postgres.DatabaseAsync("before");
        await ComesBackAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["LACQUER_DATABASE"] = old },
            async (_, into) =>
            {
                string dump = Path.Combine(into, "lacquer.dump");
                postgres.Dump("before", dump);
                string restored = await postgres.DatabaseAsync("after");
                postgres.Restore("after", dump);
                return new Dictionary<string, string>(StringComparer.Ordinal) { ["LACQUER_DATABASE"] = restored, [Lease] = LeaseSeconds };
            });
    }

    /// <param name="environment">Of the service.</param>
    /// <param name="copyDatabase">From one data folder into another; returns what the restored service is told.</param>
    private static async Task ComesBackAsync(Dictionary<string, string> environment, Func<string, string, Task<Dictionary<string, string>>> copyDatabase)
    {
        string copy = Directory.CreateTempSubdirectory("lacquer-backup-").FullName;
        byte[] master;
        string done, begun;
        Dictionary<string, string> settings;
        using (var served = new ServedProgram(environment: environment))
        {
            await served.StartAsync();
            var studio = Studio.At(served.Http);
            string upload = await studio.UploadAsync(Studio.Song(30));
            done = Studio.Text(await studio.DoAsync("/v1/masters", new { uploadId = upload }), "id");
            master = await AudioAsync(studio, done);
            begun = Studio.Text(await studio.BeginAsync("/v1/masters", new { uploadId = upload, controls = new { eq = 4 } }), "id");
            while (Studio.Text(await studio.JsonAsync($"/v1/jobs/{begun}"), "state") == "waiting")
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            // The database first: whatever it names is among the objects then.
            settings = await copyDatabase(served.Data, copy);
            Copy(Path.Combine(served.Data, "objects"), Path.Combine(copy, "objects"));
        }

        using var again = new ServedProgram(environment: settings);
        Copy(copy, again.Data);
        Directory.Delete(copy, recursive: true);
        await again.StartAsync();
        var after = Studio.At(again.Http);
        Assert.Equal(master, await AudioAsync(after, done));
        JsonObject ended = await after.EndAsync(begun);
        Assert.Equal("succeeded", Studio.Text(ended, "state"));
        Assert.Equal(2, (await after.JsonAsync("/v1/masters"))["items"]!.AsArray().Count);
    }

    private static async Task<byte[]> AudioAsync(Studio studio, string job) =>
        await studio.Http.GetByteArrayAsync(Studio.Text((await studio.JsonAsync($"/v1/jobs/{job}"))["links"]!, "audio"), TestContext.Current.CancellationToken);

    private static void Copy(string from, string into)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(into, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
