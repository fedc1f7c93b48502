using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;

namespace Lacquer.Server.Api;

/// <summary>Answers what no endpoint takes: an address that is not there, or one that takes another method or another kind of body.</summary>
internal static class OtherMethod
{
    public static Task Refuse(HttpContext http, EndpointDataSource endpoints)
    {
        RouteEndpoint[] here = [.. endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => Fits(endpoint, http.Request.Path))];
        string[] methods = [.. here.SelectMany(Methods).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (here.FirstOrDefault(endpoint => Methods(endpoint).Contains(http.Request.Method, StringComparer.OrdinalIgnoreCase)) is { } other)
        {
            string types = string.Join(" or ", other.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? ["application/json"]);
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "media-type", "Another kind of body", $"This address takes {types}; say so in Content-Type.");
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

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];

    /// <summary>Without constraints: /v1/masters/1/revisions/x is no revision, and none of another method either; it is told as one, which harms nobody.</summary>
    private static bool Fits(RouteEndpoint endpoint, PathString path) =>
        endpoint.RoutePattern.RawText is { } pattern && !pattern.Contains("{*", StringComparison.Ordinal) && new TemplateMatcher(TemplateParser.Parse(pattern), []).TryMatch(path, []);
}
