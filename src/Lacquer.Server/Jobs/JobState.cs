namespace Lacquer.Server.Jobs;

/// <summary>How far a job is. The last three are final.</summary>
internal enum JobState
{
    Waiting,
    Processing,
    Succeeded,
    Failed,
    Canceled,
}
