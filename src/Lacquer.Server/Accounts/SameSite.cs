using Lacquer.Server.Api;

namespace Lacquer.Server.Accounts;

/// <summary>Refuses what other web sites make a browser send. Requests with an API key need none of this: no browser adds one by itself.</summary>
internal sealed class SameSite(ServiceSettings settings)
{
    public const string Header = "X-CSRF-Token";

    /// <summary>A change on the strength of a cookie: it must come from this site's own pages and bring the token that only they can read.</summary>
    /// <exception cref="ApiException">It does not.</exception>
    public void RefuseForged(HttpContext http, string sessionToken)
    {
        if (Demand.ChangesNothing(http.Request.Method))
        {
            return;
        }

        RefuseForeign(http);
        bool said = http.Request.Headers.Origin.Count > 0 || http.Request.Headers["Sec-Fetch-Site"].Count > 0;
        if (!said || !Secrets.Same(http.Request.Headers[Header].ToString(), SessionCookie.CsrfToken(sessionToken)))
        {
            throw new ApiException(
                StatusCodes.Status403Forbidden, "csrf", "Not from this site's page", $"A change with a session needs the header {Header} with the value of the cookie {SessionCookie.CsrfName}, and Origin or Sec-Fetch-Site.");
        }
    }

    /// <summary>A change that needs no session, such as a login: not from another site either.</summary>
    /// <exception cref="ApiException">It is.</exception>
    public void RefuseForeign(HttpContext http)
    {
        if (Demand.ChangesNothing(http.Request.Method))
        {
            return;
        }

        string origin = http.Request.Headers.Origin.ToString();
        if ((origin.Length > 0 && !IsOwn(http, origin)) || http.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
        {
            throw new ApiException(StatusCodes.Status403Forbidden, "foreign-origin", "Another site's request", "Other web sites may not use this service.");
        }
    }

    private bool IsOwn(HttpContext http, string origin) => Uri.TryCreate(origin, UriKind.Absolute, out Uri? from)
        && (settings.PublicAddress is { } address
            ? Uri.Compare(from, new Uri(address), UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
            : from.Authority.Equals(http.Request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
