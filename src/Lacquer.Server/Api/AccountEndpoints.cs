using Lacquer.Server.Accounts;
using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>The caller's account.</summary>
internal static class AccountEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/v1/account", GetAsync).WithTags("Account").WithSummary("Who the caller is, what it may do, and what it has used.");

    private static async Task<Ok<AccountView>> GetAsync(HttpContext http, Store store, ServiceSettings settings, Quotas quotas, CancellationToken cancel)
    {
        string id = Caller.AccountId(http);
        Account account = await store.Accounts.AsNoTracking().SingleAsync(account => account.Id == id, cancel);
        Plan plan = quotas.PlanOf(account);
        return TypedResults.Ok(new AccountView
        {
            Id = account.Id,
            Name = account.Name,
            Email = account.Email,
            Login = settings.Accounts,
            MaxUploadBytes = Math.Min(settings.MaxUploadBytes, plan.MaxUploadBytes ?? long.MaxValue),
            Plan = account.Plan,
            Limits = LimitsView.Of(plan),
            Use = new UseView
            {
                StoredBytes = await Quotas.StoredAsync(store, id, cancel),
                Month = quotas.Month,
                Masters = await quotas.MastersAsync(store, id, cancel),
                Jobs = await Quotas.RunningAsync(store, id, cancel),
            },
        });
    }
}
