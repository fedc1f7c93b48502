using Lacquer.Server.Storage;

namespace Lacquer.Server.Work;

/// <summary>
/// Where a worker keeps what it works on: mixes as files, and a folder for each job. Nothing in it outlives the worker, and no mix stays that
/// nobody works on (<see cref="MixKeeper"/>).
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string LockName = "in-use";

    private readonly string _root;
    private readonly FileStream _lock;
    private readonly SemaphoreSlim _fetching = new(1, 1);
    private readonly TimeProvider _clock;
    private readonly Lock _counting = new();
    private readonly Dictionary<string, (int Users, DateTimeOffset Left)> _mixes = new(StringComparer.Ordinal);

    public WorkFolder(ServiceSettings settings, TimeProvider clock)
    {
        _clock = clock;
        string all = Path.Combine(settings.DataFolder, "work");
        Directory.CreateDirectory(all);
        RemoveAbandoned(all);
        _root = Path.Combine(all, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Scratch);
        Directory.CreateDirectory(Incoming);
        _lock = new FileStream(Path.Combine(_root, LockName), FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>For bytes of uploads that have not arrived in full.</summary>
    public string Incoming => Path.Combine(_root, "incoming");

    /// <summary>For files that a render needs while it runs.</summary>
    public string Scratch => Path.Combine(_root, "scratch");

    /// <summary>An empty folder for one attempt at a job.</summary>
    public string ForJob(Job job)
    {
        string folder = Path.Combine(_root, "jobs", $"{job.Id}-{job.LeaseToken}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>The upload as a file: where it lies, or put together from its parts. It stays until <see cref="Leave"/> was called as often.</summary>
    public async Task<string> FetchAsync(Upload upload, IObjectStore objects, CancellationToken cancel)
    {
        string path = Path.Combine(PathOf(upload.Id), "mix");
        Use(upload.Id);
        try
        {
            await _fetching.WaitAsync(cancel);
        }
        catch
        {
            Leave(upload.Id);
            throw;
        }

        try
        {
            if (File.Exists(path))
            {
                return path;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            UploadPart[] parts = [.. upload.Parts.OrderBy(part => part.Start)];
            if (parts is [{ } only] && objects.LocalPath(only.Key) is { } local)
            {
                File.CreateSymbolicLink(path, local);
                return path;
            }

            string hidden = path + ".part";
            var file = new FileStream(hidden, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            await using (file)
            {
                foreach (UploadPart part in parts)
                {
                    await using Stream content = await objects.OpenAsync(part.Key, cancel);
                    await content.CopyToAsync(file, cancel);
                }
            }

            File.Move(hidden, path);
            return path;
        }
        catch
        {
            Leave(upload.Id);
            throw;
        }
        finally
        {
            _fetching.Release();
        }
    }

    /// <summary>Says that one job less needs the file of an upload.</summary>
    public void Leave(string uploadId)
    {
        lock (_counting)
        {
            if (_mixes.TryGetValue(uploadId, out (int Users, DateTimeOffset Left) mix))
            {
                _mixes[uploadId] = (mix.Users - 1, _clock.GetUtcNow());
            }
        }
    }

    /// <summary>The uploads whose files nobody has needed for so long.</summary>
    public IReadOnlyList<string> Unused(TimeSpan forSoLong)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        lock (_counting)
        {
            return [.. _mixes.Where(mix => mix.Value.Users == 0 && now - mix.Value.Left >= forSoLong).Select(mix => mix.Key)];
        }
    }

    /// <summary>Removes the file of an upload, unless a job needs it.</summary>
    public void Forget(string uploadId)
    {
        lock (_counting)
        {
            if (!_mixes.TryGetValue(uploadId, out (int Users, DateTimeOffset Left) mix) || mix.Users == 0)
            {
                _mixes.Remove(uploadId);
                Remove(PathOf(uploadId));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        Remove(_root);
        _fetching.Dispose();
    }

    private string PathOf(string uploadId) => Path.Combine(_root, "uploads", uploadId);

    private void Use(string uploadId)
    {
        lock (_counting)
        {
            _mixes[uploadId] = (_mixes.GetValueOrDefault(uploadId).Users + 1, default);
        }
    }

    /// <summary>Folders whose process died: nobody holds their lock, which the system let go.</summary>
    private static void RemoveAbandoned(string all)
    {
        foreach (string folder in Directory.EnumerateDirectories(all))
        {
            try
            {
                new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None).Dispose();
                Remove(folder);
            }
            catch (IOException)
            {
                // Somebody works there.
            }
        }
    }

    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A process that is just ending may still write; the next start of the service clears what is left.
        }
    }
}
