namespace Lacquer.Server.Api;

/// <summary>A request that cannot be met, as problem details (RFC 9457).</summary>
internal sealed class ApiException(int status, string type, string title, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    /// <summary>Stable name; the problem's type is <c>/problems/</c> and this.</summary>
    public string Type { get; } = type;

    public string Title { get; } = title;

    /// <summary>Which parts of the request are wrong, by JSON pointer.</summary>
    public IReadOnlyList<ProblemPart> Errors { get; init; } = [];

    /// <summary>When it may be met; null where time does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static ApiException NotFound(string what) => new(StatusCodes.Status404NotFound, "not-found", "Not found", $"There is no such {what}.");

    public static ApiException LoginNeeded() => new(StatusCodes.Status401Unauthorized, "login-needed", "Who are you?", "Log in, or send an API key that is valid (Authorization: Bearer lq_…).");

    public static ApiException Impossible(string pointer, string detail) => new(StatusCodes.Status422UnprocessableEntity, "impossible", "Not possible", detail)
    {
        Errors = [new ProblemPart { Pointer = pointer, Detail = detail }],
    };
}
