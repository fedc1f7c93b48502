namespace Lacquer.Server.Api;

/// <summary>What browsers are told to refuse: foreign scripts, frames, guessed types.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static Task InvokeAsync(HttpContext http, RequestDelegate next, bool isTls)
    {
        // At the last moment, so that an answer to an exception has them too.
        http.Response.OnStarting(() =>
        {
            Add(http.Response.Headers, isTls);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static void Add(IHeaderDictionary headers, bool isTls)
    {
        if (isTls)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = Policy;
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
    }
}
