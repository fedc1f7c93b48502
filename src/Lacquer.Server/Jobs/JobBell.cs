namespace Lacquer.Server.Jobs;

/// <summary>Wakes sleepers of this process when something about jobs may have changed. Only a hint: whoever sleeps looks again in time anyway.</summary>
internal sealed class JobBell
{
    private TaskCompletionSource _rung = New();

    public void Ring() => Interlocked.Exchange(ref _rung, New()).TrySetResult();

    /// <summary>Waits for the bell, at most so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancel)
    {
        try
        {
            await Volatile.Read(ref _rung).Task.WaitAsync(atMost, cancel);
        }
        catch (TimeoutException)
        {
            // Time to look.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
