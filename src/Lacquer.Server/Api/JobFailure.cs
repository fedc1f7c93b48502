namespace Lacquer.Server.Api;

/// <summary>Why a job failed.</summary>
internal sealed record JobFailure
{
    /// <summary>Stable code: of a bad file (docs/fault-codes.md), <c>impossible</c>, <c>model</c>, <c>renderLost</c>, <c>workerLost</c>, <c>erased</c>.</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }
}
