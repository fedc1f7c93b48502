using Lacquer.Server.Accounts;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>For whoever watches over the service.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/healthz", () => Results.Text("alive")).OpenToAll().ExcludeFromDescription();
        api.MapGet("/readyz", ReadyAsync).OpenToAll().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Store store, CancellationToken cancel)
    {
        try
        {
            await store.Accounts.AsNoTracking().AnyAsync(cancel);
            return Results.Text("ready");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Results.Text("the database cannot be reached", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
