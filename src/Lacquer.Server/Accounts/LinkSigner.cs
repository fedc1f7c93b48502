using System.Security.Cryptography;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Accounts;

/// <summary>
/// Signs links to one file for some time. What is signed names the file and the end, so that a link is good for nothing else. The key is the
/// one that the configuration names: another name is another key, and every link of before is void.
/// </summary>
internal sealed class LinkSigner(IDbContextFactory<Store> stores, ServiceSettings settings, TimeProvider clock) : IDisposable
{
    private const int KeyBytes = 32;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private byte[]? _key;

    /// <summary>The signature for a job's file, until that time.</summary>
    public async Task<string> SignAsync(string jobId, string name, long until, CancellationToken cancel) =>
        Secrets.Sign(await KeyAsync(cancel), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"file\n{jobId}\n{name}\n{until}"));

    /// <summary>Whether a link is signed by us and not over.</summary>
    public async Task<bool> IsGoodAsync(string jobId, string name, long until, string signature, CancellationToken cancel) =>
        Secrets.Same(signature, await SignAsync(jobId, name, until, cancel)) && clock.GetUtcNow().ToUnixTimeSeconds() < until;

    public void Dispose() => _reading.Dispose();

    private async Task<byte[]> KeyAsync(CancellationToken cancel)
    {
        if (_key is not null)
        {
            return _key;
        }

        await _reading.WaitAsync(cancel);
        try
        {
            Store store = await stores.CreateDbContextAsync(cancel);
            await using (store)
            {
                string made = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
                // Of several machines that begin at once, one makes it.
                await store.Database.ExecuteSqlAsync(
                    $"INSERT INTO link_keys (name, secret, created) VALUES ({settings.LinkKey}, {made}, {clock.GetUtcNow().ToUnixTimeMilliseconds()}) ON CONFLICT (name) DO NOTHING", cancel);
                return _key = Convert.FromBase64String(await store.LinkKeys.Where(key => key.Name == settings.LinkKey).Select(key => key.Secret).SingleAsync(cancel));
            }
        }
        finally
        {
            _reading.Release();
        }
    }
}
