using System.Diagnostics;
using Lacquer.Server.Storage;

namespace Lacquer.Server.Watching;

/// <summary>One attempt at a job as a span of the request that began it, with a span for each stage; counts it when it ends.</summary>
internal sealed class JobSpan : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Job _job;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Activity? _attempt;
    private Activity? _stage;
    private string? _stageName;
    private string _outcome = "lost";

    public JobSpan(Job job, TimeProvider clock)
    {
        _job = job;
        _attempt = Telemetry.Source.CreateActivity($"job {Kind}", ActivityKind.Consumer, job.Trace);
        _attempt?.SetTag("lacquer.job.id", job.Id).SetTag("lacquer.job.attempt", job.Attempt);
        _attempt?.Start();
        if (job.Attempt == 1)
        {
            Telemetry.JobWait.Record(Math.Max(0, clock.GetUtcNow().ToUnixTimeMilliseconds() - job.Created) / 1e3, new KeyValuePair<string, object?>("kind", Kind));
        }
    }

    private string Kind => _job.Kind.ToString().ToLowerInvariant();

    /// <summary>What is being done now.</summary>
    public void Stage(string name)
    {
        lock (_lock)
        {
            if (_attempt is null || name == _stageName)
            {
                return;
            }

            _stage?.Dispose();
            _stageName = name;
            // Told from the thread that reads the process's answers, so the parent is named.
            _stage = Telemetry.Source.StartActivity(name, ActivityKind.Internal, _attempt.Context);
        }
    }

    /// <summary>How the attempt ended: a short word, never a message, which may name a file.</summary>
    public void End(string outcome, bool isFault = false)
    {
        _outcome = outcome;
        _attempt?.SetTag("lacquer.job.outcome", outcome).SetStatus(isFault ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _stage?.Dispose();
            _attempt?.Dispose();
        }

        var kind = new KeyValuePair<string, object?>("kind", Kind);
        Telemetry.JobsEnded.Add(1, kind, new KeyValuePair<string, object?>("outcome", _outcome));
        Telemetry.JobDuration.Record(Stopwatch.GetElapsedTime(_begun).TotalSeconds, kind);
    }
}
