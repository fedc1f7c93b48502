using Lacquer.Server.Storage;

namespace Lacquer.Server.Api;

/// <summary>An upload as the API shows it.</summary>
internal sealed record UploadView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required long LengthBytes { get; init; }

    /// <summary>Bytes that are stored for certain.</summary>
    public required long ReceivedBytes { get; init; }

    public required bool Complete { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is thrown away unless it becomes complete; null for a complete one.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Addresses by name: self, and audio once it is complete.</summary>
    public required IReadOnlyDictionary<string, string> Links { get; init; }

    public static UploadView Of(Upload upload) => new()
    {
        Id = upload.Id,
        Name = upload.Name,
        LengthBytes = upload.Length,
        ReceivedBytes = upload.Received,
        Complete = upload.IsComplete,
        CreatedAt = JobView.Time(upload.Created),
        ExpiresAt = upload.IsComplete ? null : JobView.Time(upload.Expires),
        Links = upload.IsComplete
            ? new Dictionary<string, string> { ["self"] = $"/v1/uploads/{upload.Id}", ["audio"] = $"/v1/uploads/{upload.Id}/audio" }
            : new Dictionary<string, string> { ["self"] = $"/v1/uploads/{upload.Id}" },
    };
}
