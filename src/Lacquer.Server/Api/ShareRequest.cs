namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/masters/{id}/shares.</summary>
internal sealed record ShareRequest
{
    /// <summary>For whom the link is, to tell links apart; whoever opens it does not see it. At most 80 characters.</summary>
    public string Name { get; init; } = "";

    public bool MayComment { get; init; } = true;

    public bool MayApprove { get; init; }

    /// <summary>1 to 365, default 30.</summary>
    public double ExpiresInDays { get; init; } = 30;
}
