using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace Lacquer.Server.Watching;

/// <summary>
/// Names the span of a request by its route. Of the address nothing else is told: its path holds ids of an account's objects, its query the
/// signatures of links.
/// </summary>
internal static class RequestSpans
{
    /// <summary>Where ASP.NET Core's own spans come from.</summary>
    public const string Source = "Microsoft.AspNetCore";

    private static readonly string[] Unheard = ["/healthz", "/readyz", "/metrics"];

    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (Activity.Current is not { IsAllDataRequested: true } span)
        {
            return;
        }

        Endpoint? endpoint = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.GetEndpoint();
        if (endpoint is not RouteEndpoint { RoutePattern.RawText: { } route } || Unheard.Contains(route, StringComparer.Ordinal))
        {
            // Files of the page, and whoever only looks whether it lives.
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }

        route = route is [.. var group, '/'] && group.Length > 0 ? group : route;
        span.DisplayName = $"{http.Request.Method} {route}";
        span.SetTag("http.request.method", http.Request.Method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
