using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Lacquer.Server.Watching;

namespace Lacquer.Server.Work;

/// <summary>Says a few times a second how far a job is, so that it stays the worker's; stops the work when it is not, or not wanted any more.</summary>
internal sealed class Pulse(JobBoard board, JobBell bell, Job job, ServiceSettings settings, JobSpan span, CancellationTokenSource stop)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private (string Stage, double Progress) _now = ("ingest", 0);
    private TaskCompletionSource _stageBegan = Begin();

    /// <summary>Whether the job's owner wants it stopped.</summary>
    public bool CancelRequested { get; private set; }

    /// <summary>How far the work is. A new stage is said at once, since the short ones would otherwise pass between two beats.</summary>
    public void Set(string stage, double progress)
    {
        span.Stage(stage);
        lock (_lock)
        {
            if (stage != _now.Stage)
            {
                _stageBegan.TrySetResult();
            }

            _now = (stage, progress);
        }
    }

    /// <summary>Beats until the work stops.</summary>
    public async Task BeatAsync()
    {
        (string Stage, double Progress) said = ("", -1);
        var sinceSaid = System.Diagnostics.Stopwatch.StartNew();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.WhenAny(_stageBegan.Task, Task.Delay(Often, stop.Token));
                stop.Token.ThrowIfCancellationRequested();
                (string Stage, double Progress) now;
                lock (_lock)
                {
                    now = _now;
                    _stageBegan = _stageBegan.Task.IsCompleted ? Begin() : _stageBegan;
                }

                // A canceled job is looked for even while nothing moves.
                (bool isMine, bool cancelRequested) = await board.ReportAsync(job, now.Stage, now.Progress, stop.Token);
                if (now != said)
                {
                    said = now;
                    bell.Ring();
                }

                sinceSaid.Restart();
                if (!isMine || cancelRequested)
                {
                    CancelRequested = cancelRequested;
                    await stop.CancelAsync();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception)
            {
                // The database is away. As long as the lease lasts nobody else has the job; after that it may be somebody's.
                if (sinceSaid.Elapsed.TotalSeconds > settings.LeaseSeconds)
                {
                    await stop.CancelAsync();
                }
            }
        }
    }

    private static TaskCompletionSource Begin() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
