namespace Lacquer.Server.Jobs;

/// <summary>The queue of a service in one process: whoever waits is woken by the bell, and looks by itself once a second.</summary>
internal sealed class EmbeddedQueue(JobBell bell) : IJobQueue
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Task AnnounceAsync(JobClass of, int count, CancellationToken cancel)
    {
        bell.Ring();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<int> AnnouncedAsync(JobClass of, CancellationToken cancel) => Task.FromResult(int.MaxValue);

    /// <inheritdoc/>
    public async Task ConsumeAsync(JobClass of, Func<Task<bool>> work, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            if (!await work())
            {
                await bell.WaitAsync(Look, cancel);
            }
        }
    }
}
