namespace Lacquer.Server.Work;

/// <summary>
/// Desks that stay open for a while, so that the second preview of a mix need not analyse it again. There is one for each mix: whoever asks
/// while somebody else is at it waits, which is shorter than to open the mix once more.
/// </summary>
internal sealed class DeskRoom(ServiceSettings settings, WorkFolder folder) : IDisposable
{
    private const int MostIdle = 2; // each keeps a decoded mix and a first pass on disk and some 80 MB in memory

    private readonly Lock _lock = new();
    private readonly List<(string UploadId, Desk Desk)> _idle = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private TaskCompletionSource _returned = New();

    /// <summary>The desk of an upload, or a new one. The caller gives it back with <see cref="Return"/>, whatever happened.</summary>
    public async Task<Desk> TakeAsync(string uploadId, CancellationToken cancel)
    {
        while (true)
        {
            Task returned;
            lock (_lock)
            {
                if (!_taken.Contains(uploadId))
                {
                    Desk desk = Find(uploadId) ?? Desk.Start(settings, folder.Scratch);
                    _taken.Add(uploadId);
                    return desk;
                }

                returned = _returned.Task;
            }

            await returned.WaitAsync(cancel);
        }
    }

    /// <summary>Keeps a desk for the next request, if it can be asked again; the one that was idle longest goes.</summary>
    public void Return(string uploadId, Desk desk)
    {
        lock (_lock)
        {
            _taken.Remove(uploadId);
            if (desk.IsAlive)
            {
                _idle.Add((uploadId, desk));
            }
            else
            {
                desk.Dispose();
            }

            while (_idle.Count > MostIdle)
            {
                _idle[0].Desk.Dispose();
                _idle.RemoveAt(0);
            }

            _returned.TrySetResult();
            _returned = New();
        }
    }

    /// <summary>Ends what is kept of an upload that was erased.</summary>
    public void Forget(string uploadId)
    {
        lock (_lock)
        {
            foreach ((string _, Desk desk) in _idle.Where(idle => idle.UploadId == uploadId))
            {
                desk.Dispose();
            }

            _idle.RemoveAll(idle => idle.UploadId == uploadId);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _idle.ForEach(idle => idle.Desk.Dispose());
            _idle.Clear();
        }
    }

    private Desk? Find(string uploadId)
    {
        int index = _idle.FindLastIndex(idle => idle.UploadId == uploadId);
        if (index < 0)
        {
            return null;
        }

        Desk found = _idle[index].Desk;
        _idle.RemoveAt(index);
        if (found.IsAlive)
        {
            return found;
        }

        found.Dispose();
        return null;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
