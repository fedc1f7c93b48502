namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>A folder of its own for one test; gone afterwards.</summary>
internal sealed class Workshop : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("lacquer-test-").FullName;

    public string File(string name) => Path.Combine(Root, name);

    /// <summary>Names of all files and folders in it, hidden ones too.</summary>
    public string[] Names() =>
        [.. Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
