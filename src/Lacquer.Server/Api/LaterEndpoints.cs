using Lacquer.Server.Api.Description;

namespace Lacquer.Server.Api;

/// <summary>
/// Addresses that have their place and nothing behind them yet. They say so with a status of their own: an empty list would be believed, and a
/// 404 would look like a mistake of whoever asks.
/// </summary>
internal static class LaterEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        Map(api, "/v1/albums", "Albums", "Albums: several masters balanced against each other. Not there yet: master the songs one by one.");
        Map(api, "/v1/deliverables", "Deliverables", "Release packages. Not there yet: a revision's deliveries have every format.");
    }

    private static void Map(IEndpointRouteBuilder api, string path, string tag, string words)
    {
        foreach (string method in (string[])["GET", "POST"])
        {
            api.MapMethods(path, [method], () => { throw new ApiException(StatusCodes.Status501NotImplemented, "not-yet", "Not there yet", words); })
                .WithTags(tag).WithSummary(words).Refuses(StatusCodes.Status501NotImplemented, "Always, for now.");
        }
    }
}
