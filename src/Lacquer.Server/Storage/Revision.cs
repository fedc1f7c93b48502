namespace Lacquer.Server.Storage;

/// <summary>One master of a mix. Never changes once its job has succeeded.</summary>
internal sealed class Revision
{
    public required string MasterId { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>What it was made from; null for the first.</summary>
    public int? Parent { get; init; }

    /// <summary>The job that makes it.</summary>
    public required string JobId { get; init; }

    /// <summary>What was asked for, as JSON.</summary>
    public required string Wishes { get; init; }

    /// <summary>The plan as rendered; null until the job has succeeded.</summary>
    public string? Plan { get; set; }

    public required long Created { get; init; }

    public Job? Job { get; init; }
}
