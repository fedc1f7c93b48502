namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/jobs/{id}/files/{name}/links.</summary>
internal sealed record LinkRequest
{
    /// <summary>How long it holds, in minutes. 1 to 1440, default 10.</summary>
    public double Minutes { get; init; } = 10;
}
