namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/shares/{token}/comments.</summary>
internal sealed record CommentRequest
{
    public required int Revision { get; init; }

    /// <summary>The moment it is about, from the beginning of the song.</summary>
    public required double AtSeconds { get; init; }

    /// <summary>Who says it. 1 to 80 characters.</summary>
    public required string Author { get; init; }

    /// <summary>1 to 2000 characters; plain text.</summary>
    public required string Text { get; init; }
}
