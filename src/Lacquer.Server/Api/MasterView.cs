using Lacquer.Server.Storage;

namespace Lacquer.Server.Api;

/// <summary>A mix that is being mastered, as the API shows it.</summary>
internal sealed record MasterView
{
    public required string Id { get; init; }

    public required string UploadId { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required IReadOnlyList<RevisionView> Revisions { get; init; }

    public static MasterView Of(Master master) => new()
    {
        Id = master.Id,
        UploadId = master.UploadId,
        Name = master.Name,
        CreatedAt = JobView.Time(master.Created),
        Revisions = [.. master.Revisions.OrderBy(revision => revision.Number).Select(RevisionView.Of)],
    };
}
