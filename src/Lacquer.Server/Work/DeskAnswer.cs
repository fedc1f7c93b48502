namespace Lacquer.Server.Work;

/// <summary>What a desk says: how far it is, that it is done, or why it cannot be done. One line of JSON.</summary>
internal sealed record DeskAnswer
{
    /// <summary>The step that is being worked on; null at the end.</summary>
    public string? Stage { get; init; }

    /// <summary>Share of the whole work, 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>Whether this is the last answer to a request.</summary>
    public bool IsLast { get; init; }

    /// <summary>Why it cannot be done: a stable code; null when it was done.</summary>
    public string? FailureCode { get; init; }

    /// <summary>The same in words.</summary>
    public string? FailureMessage { get; init; }
}
