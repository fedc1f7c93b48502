using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>The caller's account.</summary>
internal static class AccountEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/v1/account", GetAsync).WithTags("Account").WithSummary("Who the caller is and what it may do.");

    private static async Task<Ok<AccountView>> GetAsync(HttpContext http, Store store, ServiceSettings settings, CancellationToken cancel)
    {
        string id = Caller.AccountId(http);
        Account account = await store.Accounts.AsNoTracking().SingleAsync(account => account.Id == id, cancel);
        return TypedResults.Ok(new AccountView { Id = account.Id, Name = account.Name, Login = false, MaxUploadBytes = settings.MaxUploadBytes });
    }
}
