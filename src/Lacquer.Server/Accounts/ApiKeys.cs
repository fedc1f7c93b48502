using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Accounts;

/// <summary>Keys for programs. A key is told once; only its hash is kept.</summary>
internal sealed class ApiKeys(IDbContextFactory<Store> stores, TimeProvider clock)
{
    public const string Mark = "lq_";

    private const int PrefixLetters = 8; // 48 of the 256 bits: enough to tell keys apart, too few to help a guess
    private const long UsedStepMs = 60_000; // a key that writes with every request would be slow

    /// <summary>Makes a key.</summary>
    /// <returns>What is kept, and the key itself.</returns>
    public async Task<(ApiKey Key, string Secret)> CreateAsync(string accountId, string name, IReadOnlyCollection<Scope> scopes, DateTimeOffset? expires, CancellationToken cancel)
    {
        string secret = Mark + Secrets.New();
        var key = new ApiKey
        {
            Id = Ids.New("key"),
            AccountId = accountId,
            Name = name,
            Prefix = secret[..(Mark.Length + PrefixLetters)],
            SecretHash = Secrets.Hash(secret),
            Scopes = string.Join(' ', scopes.Distinct().Order()),
            Created = Now(),
            Expires = expires?.ToUnixTimeMilliseconds(),
        };
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            store.ApiKeys.Add(key);
            await store.SaveChangesAsync(cancel);
        }

        return (key, secret);
    }

    /// <summary>The key that is shown; null if there is none or it has ended.</summary>
    public async Task<ApiKey?> FindAsync(string secret, CancellationToken cancel)
    {
        string hash = Secrets.Hash(secret);
        long now = Now();
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            ApiKey? key = await store.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.SecretHash == hash && (key.Expires == null || key.Expires > now), cancel);
            if (key is not null && now - (key.Used ?? 0) > UsedStepMs)
            {
                await store.ApiKeys.Where(k => k.Id == key.Id).ExecuteUpdateAsync(set => set.SetProperty(k => k.Used, now), cancel);
            }

            return key;
        }
    }

    public static IReadOnlyList<Scope> Scopes(ApiKey key) => [.. key.Scopes.Split(' ').Select(Enum.Parse<Scope>)];

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
