using System.Diagnostics;
using Npgsql;

namespace Lacquer.Server.Tests.Servers;

/// <summary>PostgreSQL, as Debian has it.</summary>
public sealed class PostgresServer : ServerProcess
{
    private static readonly string Programs = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin/";

    private readonly string _data;

    public PostgresServer()
    {
        _data = Path.Combine(Folder, "data");
        if (Environment.UserName == "root")
        {
            Run("chown", "postgres", Folder); // it refuses to run as root
        }

        Run(As("initdb")[0], [.. As("initdb")[1..], "-D", _data, "-A", "trust", "-U", "lacquer", "--no-sync"]);
    }

    /// <summary>A connection string for a database of that name, made when it is not there.</summary>
    public async Task<string> DatabaseAsync(string name)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return Connection(name);
    }

    /// <summary>Writes a database to a file, as <c>pg_dump --format=custom</c> does while it is in use.</summary>
    public void Dump(string database, string file) =>
        Run(Programs + "pg_dump", "--format=custom", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "lacquer", "-f", file, database);

    /// <summary>Fills an empty database from such a file.</summary>
    public void Restore(string database, string file) =>
        Run(Programs + "pg_restore", "--exit-on-error", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "lacquer", "-d", database, file);

    protected override ProcessStartInfo Command() =>
        Start(As("postgres")[0], [.. As("postgres")[1..], "-D", _data, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=60"]);

    protected override async Task<bool> IsReadyAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(Connection("postgres"));
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string[] As(string program) => Environment.UserName == "root"
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", Programs + program]
        : [Programs + program];

    private string Connection(string database) => $"Host=127.0.0.1;Port={Port};Username=lacquer;Database={database};Timeout=5;Maximum Pool Size=20";
}
