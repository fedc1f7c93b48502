using Microsoft.AspNetCore.Http.Features;

namespace Lacquer.Server.Accounts;

/// <summary>Only where sounds are taken may a body be large.</summary>
internal static class BodySize
{
    private const long Most = 1 << 20; // far beyond any request in JSON

    public static Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ByteFlow>() is null && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Most;
        }

        return next(http);
    }
}
