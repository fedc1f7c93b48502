namespace Lacquer.Server.Storage;

/// <summary>What somebody with a link said about a moment of a revision. It outlives the link.</summary>
internal sealed class Comment
{
    public required string Id { get; init; }

    public required string MasterId { get; init; }

    public required string ShareId { get; init; }

    public required int Revision { get; init; }

    /// <summary>From the beginning of the song.</summary>
    public required double AtSeconds { get; init; }

    /// <summary>The name that was given; nobody has checked it.</summary>
    public required string Author { get; init; }

    public required string Text { get; init; }

    public required long Created { get; init; }

    /// <summary>Whether the owner has seen it.</summary>
    public bool Seen { get; set; }

    /// <summary>Whether the owner has done what it asks for.</summary>
    public bool Done { get; set; }

    /// <summary>What the owner answered; null: nothing yet.</summary>
    public string? Answer { get; set; }

    public long? Answered { get; set; }
}
