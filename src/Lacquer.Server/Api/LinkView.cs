namespace Lacquer.Server.Api;

/// <summary>A link to one file that needs no login.</summary>
internal sealed record LinkView
{
    /// <summary>Whoever has it can fetch the file.</summary>
    public required string Url { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
