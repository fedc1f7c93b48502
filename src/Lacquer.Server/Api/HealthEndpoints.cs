using Lacquer.Server.Accounts;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>For whoever watches over the service.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3); // whoever asks gives up after some more

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/healthz", () => Results.Text("alive")).OpenToAll().ExcludeFromDescription();
        api.MapGet("/readyz", ReadyAsync).OpenToAll().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Store store, IObjectStore objects, IJobQueue queue, CancellationToken cancel)
    {
        if (!await AnswersAsync(() => store.Accounts.AsNoTracking().AnyAsync(cancel), cancel))
        {
            return Results.Text("the database cannot be reached", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        if (!await AnswersAsync(() => LookAsync(objects, cancel), cancel))
        {
            return Results.Text("the objects cannot be reached", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        // Without the broker requests are taken and kept; the jobs wait.
        return Results.Text(await AnswersAsync(() => queue.AnnouncedAsync(JobClass.Short, cancel), cancel) ? "ready" : "ready, but the broker cannot be reached: jobs wait");
    }

    private static async Task<bool> LookAsync(IObjectStore objects, CancellationToken cancel)
    {
        await using IAsyncEnumerator<StoredObject> first = objects.ListAsync(cancel).GetAsyncEnumerator(cancel);
        return await first.MoveNextAsync();
    }

    private static async Task<bool> AnswersAsync(Func<Task> what, CancellationToken cancel)
    {
        try
        {
            await what().WaitAsync(Patience, cancel);
            return true;
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested && exception is not null)
        {
            return false;
        }
    }
}
