using Lacquer.Server.Storage;

namespace Lacquer.Server.Api;

/// <summary>A comment as the API shows it. All words in it are plain text.</summary>
internal sealed record CommentView
{
    public required string Id { get; init; }

    /// <summary>The link it came by; null for listeners.</summary>
    public required string? ShareId { get; init; }

    public required int Revision { get; init; }

    public required double AtSeconds { get; init; }

    public required string Author { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required bool Read { get; init; }

    public required bool Done { get; init; }

    public required string? Answer { get; init; }

    public required DateTimeOffset? AnsweredAt { get; init; }

    public static CommentView Of(Comment comment) => new()
    {
        Id = comment.Id,
        ShareId = comment.ShareId,
        Revision = comment.Revision,
        AtSeconds = comment.AtSeconds,
        Author = comment.Author,
        Text = comment.Text,
        CreatedAt = JobView.Time(comment.Created),
        Read = comment.Seen,
        Done = comment.Done,
        Answer = comment.Answer,
        AnsweredAt = comment.Answered is { } answered ? JobView.Time(answered) : null,
    };
}
