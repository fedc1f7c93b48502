using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Lacquer.Server.Storage;

/// <summary>Objects as files below a folder.</summary>
internal sealed partial class FolderObjectStore(string root) : IObjectStore
{
    private readonly string _root = Path.GetFullPath(root);

    /// <inheritdoc/>
    public async Task<long> WriteAsync(string key, Stream content, CancellationToken cancel)
    {
        string path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string hidden = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            long length;
            var file = new FileStream(hidden, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            await using (file)
            {
                await content.CopyToAsync(file, cancel);
                length = file.Length;
                file.Flush(flushToDisk: true);
            }

            File.Move(hidden, path, overwrite: true);
            return length;
        }
        finally
        {
            File.Delete(hidden);
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(string key, CancellationToken cancel)
    {
        try
        {
            return Task.FromResult<Stream>(new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.Asynchronous));
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FileNotFoundException(e.Message, key, e);
        }
    }

    /// <inheritdoc/>
    public string? LocalPath(string key) => File.Exists(PathOf(key)) ? PathOf(key) : null;

    /// <inheritdoc/>
    public Task DeleteFolderAsync(string folder, CancellationToken cancel)
    {
        string path = PathOf(folder.TrimEnd('/'));
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Yield();
        foreach (string path in Directory.Exists(_root) ? Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories) : [])
        {
            cancel.ThrowIfCancellationRequested();
            yield return new StoredObject(Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/'), new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero));
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancel)
    {
        string path = PathOf(key);
        try
        {
            File.Delete(path);
            for (string? folder = Path.GetDirectoryName(path); folder is not null && folder.Length > _root.Length && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder))
            {
                Directory.Delete(folder);
            }
        }
        catch (IOException)
        {
            // It is gone already, or somebody has just begun to fill the folder again.
        }

        return Task.CompletedTask;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_\-]+(/[A-Za-z0-9_\-][A-Za-z0-9_.\-]*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex SafeKey();

    private string PathOf(string key) =>
        SafeKey().IsMatch(key) ? Path.Combine(_root, key) : throw new ArgumentException($"'{key}' is no key.", nameof(key));
}
