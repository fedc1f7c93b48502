namespace Lacquer.Server.Api;

/// <summary>The body of PATCH /v1/masters/{id}/comments/{comment}. What is left out stays as it is.</summary>
internal sealed record CommentChange
{
    public bool? Read { get; init; }

    public bool? Done { get; init; }

    /// <summary>At most 2000 characters; an empty one takes the answer back.</summary>
    public string? Answer { get; init; }
}
