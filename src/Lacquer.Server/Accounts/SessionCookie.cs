using System.Text;

namespace Lacquer.Server.Accounts;

/// <summary>The cookie of a session, and beside it the token that the page sends back in a header.</summary>
internal sealed class SessionCookie(ServiceSettings settings, Sessions sessions)
{
    /// <summary>Names of the cookies; over https with the prefix that ties them to this host.</summary>
    public const string Name = "lacquer-session";

    public const string CsrfName = "lacquer-csrf";

    private const string HostPrefix = "__Host-";

    /// <summary>The token against forged requests: made of the session's, so that nobody without the session can make it.</summary>
    public static string CsrfToken(string sessionToken) => Secrets.Sign(Encoding.UTF8.GetBytes(sessionToken), "csrf");

    public string? Read(HttpContext http) => http.Request.Cookies[Full(http, Name)] is { Length: > 0 and < 100 } token ? token : null;

    public void Write(HttpContext http, string token)
    {
        http.Response.Cookies.Append(Full(http, Name), token, Options(http, hidden: true, sessions.Idle));
        http.Response.Cookies.Append(Full(http, CsrfName), CsrfToken(token), Options(http, hidden: false, sessions.Idle));
    }

    public void Clear(HttpContext http)
    {
        http.Response.Cookies.Append(Full(http, Name), "", Options(http, hidden: true, TimeSpan.Zero));
        http.Response.Cookies.Append(Full(http, CsrfName), "", Options(http, hidden: false, TimeSpan.Zero));
    }

    private string Full(HttpContext http, string name) => IsSecure(http) ? HostPrefix + name : name;

    private CookieOptions Options(HttpContext http, bool hidden, TimeSpan age) =>
        new() { HttpOnly = hidden, Secure = IsSecure(http), SameSite = SameSiteMode.Lax, Path = "/", MaxAge = age, IsEssential = true };

    // Behind a proxy that ends TLS only the configuration knows what the browser sees.
    private bool IsSecure(HttpContext http) => http.Request.IsHttps || settings.PublicAddress?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;
}
