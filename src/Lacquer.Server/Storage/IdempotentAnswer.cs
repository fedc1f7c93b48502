namespace Lacquer.Server.Storage;

/// <summary>What a request with an Idempotency-Key was answered, for whoever sends it again.</summary>
internal sealed class IdempotentAnswer
{
    public required string AccountId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and body: another request under the same key is refused.</summary>
    public required string RequestHash { get; init; }

    /// <summary>The job that the request began.</summary>
    public required string JobId { get; init; }

    public required long Created { get; init; }
}
