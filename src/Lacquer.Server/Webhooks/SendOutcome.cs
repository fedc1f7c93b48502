namespace Lacquer.Server.Webhooks;

/// <summary>What came of an attempt.</summary>
internal sealed record SendOutcome
{
    /// <summary>HTTP status of the answer; null without one.</summary>
    public int? Status { get; init; }

    /// <summary>What was wrong, in words; null when it was taken.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the receiver does not want to be told any more.</summary>
    public bool IsGone => Status == StatusCodes.Status410Gone;
}
