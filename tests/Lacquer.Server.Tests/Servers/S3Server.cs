using System.Diagnostics;

namespace Lacquer.Server.Tests.Servers;

/// <summary>A server of the S3 protocol, from the tests' own node packages (tests/s3: npm ci).</summary>
public sealed class S3Server : ServerProcess
{
    public const string Bucket = "lacquer";
    public const string Key = "S3RVER"; // what this server takes as both keys

    public string Address => $"http://127.0.0.1:{Port}";

    protected override ProcessStartInfo Command() => Start(
        "node", Path.Combine(Root(), "tests", "s3", "node_modules", "s3rver", "bin", "s3rver.js"),
        "--directory", Folder, "--address", "127.0.0.1", "--port", $"{Port}", "--configure-bucket", Bucket, "--silent");

    protected override Task<bool> IsReadyAsync() => ListensAsync();

    private static string Root()
    {
        DirectoryInfo? place = new(AppContext.BaseDirectory);
        while (place is not null && !File.Exists(Path.Combine(place.FullName, "Lacquer.slnx")))
        {
            place = place.Parent;
        }

        return place?.FullName ?? throw new InvalidOperationException("The tests must run within the repository.");
    }
}
