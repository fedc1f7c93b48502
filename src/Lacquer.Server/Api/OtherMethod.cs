using Microsoft.AspNetCore.Routing.Template;

namespace Lacquer.Server.Api;

/// <summary>Answers what no endpoint takes: an address that is not there, or one that takes another method or another kind of body.</summary>
internal static class OtherMethod
{
    public static Task Refuse(HttpContext http, EndpointDataSource endpoints)
    {
        string[] methods =
        [
            .. endpoints.Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => Fits(endpoint, http.Request.Path))
                .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        if (methods.Contains(http.Request.Method, StringComparer.OrdinalIgnoreCase))
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "media-type", "Another kind of body", "This address takes application/json; say so in Content-Type.");
        }

        if (methods.Length > 0)
        {
            http.Response.OnStarting(() =>
            {
                http.Response.Headers.Allow = string.Join(", ", methods);
                return Task.CompletedTask;
            });
            throw new ApiException(StatusCodes.Status405MethodNotAllowed, "method", "Not that way", $"This address takes {string.Join(", ", methods)}.");
        }

        throw ApiException.NotFound("address");
    }

    /// <summary>Without constraints: /v1/masters/1/revisions/x is no revision, and none of another method either; it is told as one, which harms nobody.</summary>
    private static bool Fits(RouteEndpoint endpoint, PathString path) =>
        endpoint.RoutePattern.RawText is { } pattern && !pattern.Contains("{*", StringComparison.Ordinal) && new TemplateMatcher(TemplateParser.Parse(pattern), []).TryMatch(path, []);
}
