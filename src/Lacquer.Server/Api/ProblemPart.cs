namespace Lacquer.Server.Api;

/// <summary>One thing that is wrong with a request.</summary>
internal sealed record ProblemPart
{
    /// <summary>Where, as a JSON pointer into the request's body.</summary>
    public required string Pointer { get; init; }

    /// <summary>What, in words.</summary>
    public required string Detail { get; init; }
}
