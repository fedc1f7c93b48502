namespace Lacquer.Server.Storage;

/// <summary>An address that an account wants to be told at.</summary>
internal sealed class Webhook
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required string Url { get; set; }

    /// <summary>What is told, with spaces between.</summary>
    public required string Events { get; set; }

    /// <summary>What messages are signed with. Kept as it is: who signs needs it, a hash would not do.</summary>
    public required string Secret { get; set; }

    /// <summary>The one before, with which messages are signed as well for a while; null for none.</summary>
    public string? EarlierSecret { get; set; }

    /// <summary>Until when the earlier one signs.</summary>
    public long? EarlierUntil { get; set; }

    /// <summary>The first attempt in vain since the last that succeeded; null when the last one did.</summary>
    public long? FailingSince { get; set; }

    /// <summary>Since when nothing is told here any more; null when it is.</summary>
    public long? Stopped { get; set; }

    /// <summary>Why not, in words.</summary>
    public string? StopReason { get; set; }

    public required long Created { get; init; }
}
