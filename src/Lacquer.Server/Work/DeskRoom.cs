namespace Lacquer.Server.Work;

/// <summary>Desks that stay open for a while, so that the second preview of a mix need not analyse it again.</summary>
internal sealed class DeskRoom(ServiceSettings settings, WorkFolder folder) : IDisposable
{
    private const int MostIdle = 2; // each keeps a decoded mix and a first pass on disk and some 80 MB in memory

    private readonly Lock _lock = new();
    private readonly List<(string UploadId, Desk Desk)> _idle = [];

    /// <summary>The desk of an upload, or a new one. The caller gives it back with <see cref="Return"/>, or disposes it after trouble.</summary>
    public Desk Take(string uploadId)
    {
        lock (_lock)
        {
            int index = _idle.FindLastIndex(idle => idle.UploadId == uploadId);
            if (index >= 0)
            {
                Desk found = _idle[index].Desk;
                _idle.RemoveAt(index);
                if (found.IsAlive)
                {
                    return found;
                }

                found.Dispose();
            }
        }

        return Desk.Start(settings, folder.Scratch);
    }

    /// <summary>Keeps a desk for the next request; the one that was idle longest goes.</summary>
    public void Return(string uploadId, Desk desk)
    {
        lock (_lock)
        {
            _idle.Add((uploadId, desk));
            while (_idle.Count > MostIdle)
            {
                _idle[0].Desk.Dispose();
                _idle.RemoveAt(0);
            }
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
}
