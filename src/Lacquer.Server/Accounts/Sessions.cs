using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Accounts;

/// <summary>Logins that hold: each use prolongs one, up to a limit that no use moves.</summary>
internal sealed class Sessions(IDbContextFactory<Store> stores, ServiceSettings settings, TimeProvider clock)
{
    private const double LongestDays = 90; // chosen: then the password is asked for again, whatever happened in between
    private const double RenewAfter = 0.1; // of its time; a session that writes with every request would be slow

    /// <summary>How long one lasts without being used.</summary>
    public TimeSpan Idle => TimeSpan.FromHours(settings.SessionHours);

    /// <summary>Begins one, and sweeps away those that are over.</summary>
    /// <returns>Its token, for the cookie.</returns>
    public async Task<string> BeginAsync(string accountId, CancellationToken cancel)
    {
        string token = Secrets.New();
        long now = Now();
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            await store.Sessions.Where(session => session.Expires < now).ExecuteDeleteAsync(cancel);
            store.Sessions.Add(new Session { TokenHash = Secrets.Hash(token), AccountId = accountId, Created = now, Seen = now, Expires = now + (long)Idle.TotalMilliseconds });
            await store.SaveChangesAsync(cancel);
        }

        return token;
    }

    /// <summary>Whose session it is.</summary>
    /// <returns>Null: it is over, or never was; and whether it was prolonged, so that the cookie should be as well.</returns>
    public async Task<(string AccountId, bool Prolonged)?> FindAsync(string token, CancellationToken cancel)
    {
        string hash = Secrets.Hash(token);
        long now = Now();
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            Session? session = await store.Sessions.AsNoTracking().SingleOrDefaultAsync(session => session.TokenHash == hash && session.Expires > now, cancel);
            if (session is null)
            {
                return null;
            }

            bool prolong = now - session.Seen > RenewAfter * Idle.TotalMilliseconds;
            if (prolong)
            {
                long end = Math.Min(now + (long)Idle.TotalMilliseconds, session.Created + (long)TimeSpan.FromDays(LongestDays).TotalMilliseconds);
                await store.Sessions.Where(s => s.TokenHash == hash).ExecuteUpdateAsync(set => set.SetProperty(s => s.Seen, now).SetProperty(s => s.Expires, end), cancel);
            }

            return (session.AccountId, prolong);
        }
    }

    /// <summary>Ends one.</summary>
    public Task EndAsync(string token, CancellationToken cancel)
    {
        string hash = Secrets.Hash(token);
        return EndAsync(session => session.TokenHash == hash, cancel);
    }

    /// <summary>Ends all of an account but one.</summary>
    public Task EndOthersAsync(string accountId, string token, CancellationToken cancel)
    {
        string hash = Secrets.Hash(token);
        return EndAsync(session => session.AccountId == accountId && session.TokenHash != hash, cancel);
    }

    /// <summary>Ends all of an account.</summary>
    public Task EndAllAsync(string accountId, CancellationToken cancel) => EndAsync(session => session.AccountId == accountId, cancel);

    private async Task EndAsync(System.Linq.Expressions.Expression<Func<Session, bool>> which, CancellationToken cancel)
    {
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            await store.Sessions.Where(which).ExecuteDeleteAsync(cancel);
        }
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
