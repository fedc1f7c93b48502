namespace Lacquer.Server.Api.Description;

/// <summary>Says at an endpoint what the OpenAPI document cannot see in its signature.</summary>
internal static class DescriptionExtensions
{
    /// <summary>A header of the request.</summary>
    public static TBuilder Takes<TBuilder>(this TBuilder endpoint, string header, string words, bool required = false)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new HeaderWords(null, header, words, required));

    /// <summary>A header of an answer.</summary>
    public static TBuilder Tells<TBuilder>(this TBuilder endpoint, int status, string header, string words)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new HeaderWords(status, header, words, Required: false));

    /// <summary>A refusal of its own; those that come of the address, the body or the caller are told of every endpoint.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, int status, string words)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RefusalWords(status, words));

    /// <summary>Begins a job, once for each Idempotency-Key.</summary>
    public static TBuilder BeginsJob<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint
            .Takes("Idempotency-Key", "Any text of at most 200 characters. The same request under the same key begins one job, and is answered alike for a day.")
            .Tells(StatusCodes.Status202Accepted, "Location", "Where the job is.")
            .Refuses(StatusCodes.Status402PaymentRequired, "The plan does not hold this; time will not help.")
            .Refuses(StatusCodes.Status409Conflict, "Something that the job needs is not there yet.")
            .Refuses(StatusCodes.Status429TooManyRequests, "The plan's jobs or masters are used up for now: see Retry-After.")
            .Refuses(StatusCodes.Status503ServiceUnavailable, "Very many jobs wait already: see Retry-After.");
}
