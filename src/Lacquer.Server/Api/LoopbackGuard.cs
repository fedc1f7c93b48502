using System.Net;

namespace Lacquer.Server.Api;

/// <summary>
/// A service without login trusts whoever reaches it, so it must be reached on purpose: not through a name that a web page made point
/// here (DNS rebinding), and not by a form or script of another site.
/// </summary>
internal static class LoopbackGuard
{
    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsLocal(http.Request.Host.Host))
        {
            throw new ApiException(StatusCodes.Status421MisdirectedRequest, "wrong-host", "Wrong host", "This service is used by one person on this machine; open it as http://localhost.");
        }

        bool changes = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && !HttpMethods.IsOptions(http.Request.Method);
        string origin = http.Request.Headers.Origin.ToString();
        bool foreign = origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && from.Authority.Equals(http.Request.Host.Value, StringComparison.OrdinalIgnoreCase));
        if (changes && (foreign || http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"))
        {
            throw new ApiException(StatusCodes.Status403Forbidden, "foreign-origin", "Another site's request", "Other web sites may not use this service.");
        }

        Caller.Enter(http, Caller.Local);
        await next(http);
    }

    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
