using System.Text.Json;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;

namespace Lacquer.Server.Api;

/// <summary>A job as the API shows it.</summary>
internal sealed record JobView
{
    public required string Id { get; init; }

    public required JobKind Kind { get; init; }

    public required JobState State { get; init; }

    /// <summary>What is being done: ingest, analyse, plan, render, verify, encode; null when nothing is.</summary>
    public required string? Stage { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Progress { get; init; }

    public required string UploadId { get; init; }

    public required string? MasterId { get; init; }

    public required int? Revision { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required JobFailure? Failure { get; init; }

    /// <summary>Addresses of what it left, by name: audio, plan, report, page, charts, analysis, diff.</summary>
    public required IReadOnlyDictionary<string, string> Links { get; init; }

    public static JobView Of(Job job) => new()
    {
        Id = job.Id,
        Kind = job.Kind,
        State = job.State,
        Stage = job.State == JobState.Processing ? job.Stage : null,
        Progress = job.Progress,
        UploadId = job.UploadId,
        MasterId = job.MasterId,
        Revision = job.Revision,
        CreatedAt = Time(job.Created),
        StartedAt = job.Started is { } started ? Time(started) : null,
        EndedAt = job.Ended is { } ended ? Time(ended) : null,
        Failure = job.FailureCode is { } code ? new JobFailure { Code = code, Message = job.FailureMessage ?? "" } : null,
        Links = LinksOf(job),
    };

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    /// <summary>The job's files; none before it has succeeded.</summary>
    public static IReadOnlyList<JobFile> Files(Job job) => job.Result is null ? [] : JsonSerializer.Deserialize<JobResult>(job.Result, ServiceJson.Options)!.Files;

    private static SortedDictionary<string, string> LinksOf(Job job)
    {
        var links = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["self"] = $"/v1/jobs/{job.Id}", ["events"] = $"/v1/jobs/{job.Id}/events" };
        foreach (JobFile file in Files(job))
        {
            string name = file.Name == "report.html" ? "page" : Path.GetFileNameWithoutExtension(file.Name);
            links[name] = $"/v1/jobs/{job.Id}/files/{file.Name}";
        }

        return links;
    }
}
