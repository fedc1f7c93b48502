using Lacquer.Server.Accounts;
using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>API keys of the caller's account.</summary>
internal static class KeyEndpoints
{
    private const int MostKeys = 50;

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder keys = api.MapGroup("/v1/account/keys").WithTags("Account");
        keys.MapPost("", CreateAsync).Needs(Scope.Account).WithSummary("Makes an API key. It is shown in this answer and never again.");
        keys.MapGet("", ListAsync).Needs(Scope.Account).WithSummary("The API keys, newest first.");
        keys.MapDelete("/{id}", RevokeAsync).Needs(Scope.Account).WithSummary("Revokes an API key, at once.");
    }

    private static async Task<Created<KeyView>> CreateAsync(KeyRequest request, HttpContext http, Store store, ApiKeys keys, Audit audit, TimeProvider clock, CancellationToken cancel)
    {
        Caller caller = Caller.Of(http);
        if (request.Scopes.Count == 0)
        {
            throw ApiException.Impossible("/scopes", "Say what the key may do: read, master, account.");
        }

        if (request.Scopes.Except(caller.Scopes).Any())
        {
            throw ApiException.Impossible("/scopes", "A key makes no key that may do more than itself.");
        }

        if (request.ExpiresAt <= clock.GetUtcNow())
        {
            throw ApiException.Impossible("/expiresAt", "This time is over.");
        }

        if (await store.ApiKeys.CountAsync(key => key.AccountId == caller.Account, cancel) >= MostKeys)
        {
            throw ApiException.Impossible("", $"An account has at most {MostKeys} keys; revoke one that is not used.");
        }

        (ApiKey key, string secret) = await keys.CreateAsync(caller.Account, UploadEndpoints.CleanName(request.Name), [.. request.Scopes], request.ExpiresAt, cancel);
        audit.KeyMade(caller.Account, key.Id, key.Scopes, http.Connection.RemoteIpAddress);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/v1/account/keys/{key.Id}", KeyView.Of(key) with { Key = secret });
    }

    private static async Task<Ok<KeyView[]>> ListAsync(HttpContext http, Store store, CancellationToken cancel)
    {
        string account = Caller.AccountId(http);
        ApiKey[] keys = await store.ApiKeys.AsNoTracking().Where(key => key.AccountId == account).OrderByDescending(key => key.Created).ThenBy(key => key.Id).ToArrayAsync(cancel);
        return TypedResults.Ok(Array.ConvertAll(keys, KeyView.Of));
    }

    private static async Task<NoContent> RevokeAsync(string id, HttpContext http, Store store, Audit audit, CancellationToken cancel)
    {
        string account = Caller.AccountId(http);
        if (await store.ApiKeys.Where(key => key.Id == id && key.AccountId == account).ExecuteDeleteAsync(cancel) == 0)
        {
            throw ApiException.NotFound("API key");
        }

        audit.KeyRevoked(account, id, http.Connection.RemoteIpAddress);
        return TypedResults.NoContent();
    }
}
