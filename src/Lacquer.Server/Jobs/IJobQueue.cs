namespace Lacquer.Server.Jobs;

/// <summary>
/// Tells workers that there is work. Only that: which job is next, and whose it is, the database says. A message that is lost, doubled or
/// late costs time, never a job.
/// </summary>
internal interface IJobQueue
{
    /// <summary>Says that jobs of a class wait.</summary>
    /// <param name="of">The class.</param>
    /// <param name="count">How many more.</param>
    /// <param name="cancel">Stops.</param>
    Task AnnounceAsync(JobClass of, int count, CancellationToken cancel);

    /// <summary>How many announcements of a class nobody has taken yet.</summary>
    Task<int> AnnouncedAsync(JobClass of, CancellationToken cancel);

    /// <summary>Calls for each announcement, one after the other, until canceled.</summary>
    /// <param name="of">The class.</param>
    /// <param name="work">Takes a job and does it; false if there was none.</param>
    /// <param name="cancel">Stops after the job that is being done.</param>
    Task ConsumeAsync(JobClass of, Func<Task<bool>> work, CancellationToken cancel);
}
