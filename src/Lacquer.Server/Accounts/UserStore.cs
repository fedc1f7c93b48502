using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Accounts;

/// <summary>Accounts as ASP.NET Core Identity wants to see them. The name to log in with is the address.</summary>
internal sealed class UserStore(IDbContextFactory<Store> stores) : IUserPasswordStore<Account>, IUserEmailStore<Account>, IUserLockoutStore<Account>
{
    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        Store store = await stores.CreateDbContextAsync(cancellationToken);
        await using (store)
        {
            store.Accounts.Add(user);
            try
            {
                await store.SaveChangesAsync(cancellationToken);
                return IdentityResult.Success;
            }
            catch (DbUpdateException)
            {
                // Twice at once, and the other one was first.
                return IdentityResult.Failed(new IdentityErrorDescriber().DuplicateEmail(user.Email!));
            }
        }
    }

    /// <summary>Only what Identity changes; the counter of wrong passwords is counted in the database.</summary>
    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        await ChangeAsync(user, of => of.ExecuteUpdateAsync(
            set => set.SetProperty(account => account.PasswordHash, user.PasswordHash).SetProperty(account => account.LockoutEnd, user.LockoutEnd), cancellationToken));
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken)
    {
        await ChangeAsync(user, of => of.ExecuteDeleteAsync(cancellationToken));
        return IdentityResult.Success;
    }

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) => FindAsync(all => all.SingleOrDefaultAsync(account => account.Id == userId, cancellationToken));

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => FindByEmailAsync(normalizedUserName, cancellationToken);

    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        FindAsync(all => all.SingleOrDefaultAsync(account => account.NormalizedEmail == normalizedEmail, cancellationToken));

    /// <summary>In one statement: of many attempts at once, each counts.</summary>
    public async Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        await ChangeAsync(user, of => of.ExecuteUpdateAsync(set => set.SetProperty(account => account.AccessFailedCount, account => account.AccessFailedCount + 1), cancellationToken));
        return user.AccessFailedCount = (await FindByIdAsync(user.Id, cancellationToken))?.AccessFailedCount ?? 0;
    }

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        user.AccessFailedCount = 0;
        return ChangeAsync(user, of => of.ExecuteUpdateAsync(set => set.SetProperty(account => account.AccessFailedCount, 0), cancellationToken));
    }

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Email);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => SetEmailAsync(user, userName, cancellationToken);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedEmail);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => SetNormalizedEmailAsync(user, normalizedName, cancellationToken);

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task<string?> GetEmailAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Email);

    public Task<bool> GetEmailConfirmedAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task SetEmailConfirmedAsync(Account user, bool confirmed, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetNormalizedEmailAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedEmail);

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.LockoutEnd is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : (DateTimeOffset?)null);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task SetEmailAsync(Account user, string? email, CancellationToken cancellationToken)
    {
        user.Email = email;
        return Task.CompletedTask;
    }

    public Task SetNormalizedEmailAsync(Account user, string? normalizedEmail, CancellationToken cancellationToken)
    {
        user.NormalizedEmail = normalizedEmail;
        return Task.CompletedTask;
    }

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken)
    {
        user.LockoutEnd = lockoutEnd?.ToUnixTimeMilliseconds();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        // Each statement has a connection of its own.
    }

    private async Task<Account?> FindAsync(Func<IQueryable<Account>, Task<Account?>> how)
    {
        Store store = await stores.CreateDbContextAsync();
        await using (store)
        {
            return await how(store.Accounts.AsNoTracking());
        }
    }

    private async Task ChangeAsync(Account user, Func<IQueryable<Account>, Task<int>> how)
    {
        Store store = await stores.CreateDbContextAsync();
        await using (store)
        {
            await how(store.Accounts.Where(account => account.Id == user.Id));
        }
    }
}
