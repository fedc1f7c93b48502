using Lacquer.Server.Jobs;

namespace Lacquer.Server.Storage;

/// <summary>A piece of work and how far it has come. The database is the one truth about it; queues only say that there is work.</summary>
internal sealed class Job
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required JobKind Kind { get; init; }

    public JobState State { get; set; }

    /// <summary>What is being done: ingest, analyse, plan, render, verify, encode.</summary>
    public string? Stage { get; set; }

    /// <summary>0 to 1.</summary>
    public double Progress { get; set; }

    /// <summary>Smaller goes first.</summary>
    public required int Priority { get; init; }

    /// <summary>How often it has been begun.</summary>
    public int Attempt { get; set; }

    /// <summary>Who works on it: whoever does not know this token any more has lost the job. Null when nobody does.</summary>
    public string? LeaseToken { get; set; }

    public long? LeaseUntil { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>What to do, as JSON of its kind.</summary>
    public required string Payload { get; init; }

    /// <summary>What came of it, as JSON; null until it has succeeded.</summary>
    public string? Result { get; set; }

    public string? FailureCode { get; set; }

    public string? FailureMessage { get; set; }

    public required string UploadId { get; init; }

    public string? MasterId { get; init; }

    public int? Revision { get; set; }

    public required long Created { get; init; }

    public long? Started { get; set; }

    public long? Ended { get; set; }

    /// <summary>Trace context of the request that began it (W3C traceparent); null when nothing is traced.</summary>
    public string? Trace { get; init; }

    /// <summary>Raised by every change; the id of the event that tells of it.</summary>
    public long Version { get; set; }
}
