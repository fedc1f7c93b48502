using Lacquer.Server.Storage;

namespace Lacquer.Server.Api;

/// <summary>A reference as the API shows it.</summary>
internal sealed record ReferenceView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The upload it was measured on; null once that is gone.</summary>
    public required string? UploadId { get; init; }

    /// <summary>Whether it is measured and can be used.</summary>
    public required bool Ready { get; init; }

    public required JobView Job { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static ReferenceView Of(Reference reference) => new()
    {
        Id = reference.Id,
        Name = reference.Name,
        UploadId = reference.UploadId,
        Ready = reference.Profile is not null,
        Job = JobView.Of(reference.Job!),
        CreatedAt = JobView.Time(reference.Created),
    };
}
