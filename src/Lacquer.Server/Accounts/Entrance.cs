using Lacquer.Server.Api;
using Lacquer.Server.Storage;

namespace Lacquer.Server.Accounts;

/// <summary>
/// Lets callers in: by API key or by session, with the scope that the endpoint asks for. An endpoint that says nothing is closed to strangers.
/// </summary>
internal sealed class Entrance(Sessions sessions, ApiKeys keys, SessionCookie cookie, SameSite site)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is { } endpoint)
        {
            Demand demand = Demand.Of(http, endpoint);
            if (demand.Scope is { } scope)
            {
                await LetInAsync(http, scope, demand.SessionOnly);
            }
            else
            {
                site.RefuseForeign(http);
            }
        }

        await next(http);
    }

    private async Task LetInAsync(HttpContext http, Scope scope, bool sessionOnly)
    {
        // A key that is shown counts, even where the browser adds a cookie: whoever sends one means it.
        Caller caller = await OfKeyAsync(http) ?? await OfSessionAsync(http) ?? throw ApiException.LoginNeeded();
        if (!caller.Scopes.Contains(scope))
        {
            throw new ApiException(StatusCodes.Status403Forbidden, "scope-missing", "This key may not do that", $"The API key lacks the scope '{Name(scope)}'; make one that has it.");
        }

        if (sessionOnly && caller.SessionToken is null)
        {
            throw new ApiException(StatusCodes.Status403Forbidden, "session-needed", "A login is needed", "No API key may do this; log in with the password.");
        }

        Caller.Enter(http, caller);
    }

    private static string Name(Scope scope) => scope.ToString().ToLowerInvariant();

    private async Task<Caller?> OfKeyAsync(HttpContext http)
    {
        string header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null; // nothing, or what a proxy asked for
        }

        ApiKey key = await keys.FindAsync(header[Scheme.Length..].Trim(), http.RequestAborted) ?? throw ApiException.LoginNeeded();
        return new Caller { Account = key.AccountId, Scopes = ApiKeys.Scopes(key) };
    }

    private async Task<Caller?> OfSessionAsync(HttpContext http)
    {
        if (cookie.Read(http) is not { } token || await sessions.FindAsync(token, http.RequestAborted) is not { } found)
        {
            return null;
        }

        site.RefuseForged(http, token);
        if (found.Prolonged)
        {
            cookie.Write(http, token);
        }

        return new Caller { Account = found.AccountId, Scopes = Enum.GetValues<Scope>(), SessionToken = token };
    }
}
