using System.Text.Json;
using Lacquer.Mastering.Decision;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Lacquer.Server.Api;

/// <summary>The one place where exceptions become answers.</summary>
internal static partial class Problems
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public static async Task WriteAsync(HttpContext http)
    {
        Exception? exception = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        exception = OddText.Caused(exception) ? OddText.Refusal() : exception;
        ProblemDetails problem = exception switch
        {
            ApiException api => Details(api.Status, api.Type, api.Title, api.Message, api.Errors),
            PlanException plan => Details(StatusCodes.Status422UnprocessableEntity, "impossible", "Not possible", plan.Message),
            BadHttpRequestException { InnerException: JsonException json } => Details(
                StatusCodes.Status400BadRequest, "invalid-body", "The body cannot be read", $"The body is not what this request takes. {JsonFault.Words(json)}", [new ProblemPart { Pointer = JsonFault.Pointer(json.Path), Detail = JsonFault.Words(json) }]),
            BadHttpRequestException bad => Details(bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "too-large" : "invalid-request", "The request cannot be read", bad.Message),
            _ when IsDatabaseAway(exception) => Details(
                StatusCodes.Status503ServiceUnavailable, "busy", "The database is away", "The service cannot reach its database; try again in a moment. What was answered before is kept."),
            _ => Details(StatusCodes.Status500InternalServerError, "fault", "A fault of Lacquer", "Something went wrong that is not your doing. Please try again, and report it if it stays."),
        };
        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            // The route, not the address: addresses name what belongs to people.
            LogFault(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Lacquer.Api"), (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, exception);
        }

        TimeSpan? retry = exception is ApiException refusal ? refusal.RetryAfter : problem.Status == StatusCodes.Status503ServiceUnavailable ? Soon : null;
        if (retry is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        http.Response.StatusCode = problem.Status!.Value;
        await http.Response.WriteAsJsonAsync(problem, ServiceJson.Options, "application/problem+json", CancellationToken.None);
    }

    private static bool IsDatabaseAway(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is System.Data.Common.DbException { IsTransient: true })
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Route} failed")]
    private static partial void LogFault(ILogger log, string? route, Exception? exception);

    private static ProblemDetails Details(int status, string type, string title, string detail, IReadOnlyList<ProblemPart>? errors = null)
    {
        var problem = new ProblemDetails { Status = status, Type = $"/problems/{type}", Title = title, Detail = detail };
        if (errors is { Count: > 0 })
        {
            problem.Extensions["errors"] = errors;
        }

        return problem;
    }
}
