namespace Lacquer.Server.Api;

/// <summary>A login that succeeded.</summary>
internal sealed record LoginView
{
    /// <summary>What every change with this session brings along in X-CSRF-Token; also in the cookie lacquer-csrf.</summary>
    public required string CsrfToken { get; init; }
}
