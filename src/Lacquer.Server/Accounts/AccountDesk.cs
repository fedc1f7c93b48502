using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Accounts;

/// <summary>
/// Makes accounts and checks passwords. Whoever does not know an address learns nothing about it: known or not, each question costs one
/// password hash and gets one answer.
/// </summary>
internal sealed class AccountDesk(UserManager<Account> users, IPasswordHasher<Account> hasher, IDbContextFactory<Store> stores, Erasure erasure, TimeProvider clock)
{
    private const int LongestEmail = 254; // RFC 5321, 4.5.3.1.3, less the brackets
    private const int LongestPassword = 200; // far beyond what is remembered; a hash of a megabyte would be work for nothing

    private static string? _nobodysHash;

    /// <summary>What is wrong with an address; null when nothing is. Whether it can be reached only a letter would tell.</summary>
    public static string? EmailProblem(string email)
    {
        int at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1 && email.Length <= LongestEmail && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? null
            : "This is no mail address.";
    }

    /// <summary>Makes an account.</summary>
    /// <returns>The account; null if the address has one already.</returns>
    /// <exception cref="WeakPasswordException">The password is too easy.</exception>
    public async Task<Account?> CreateAsync(string email, string? name, string password, string? plan)
    {
        CheckPassword(email, password);
        var account = new Account
        {
            Id = Ids.New("acc"),
            Name = name is { Length: > 0 } ? name : email[..email.IndexOf('@', StringComparison.Ordinal)],
            Email = email,
            Created = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Plan = plan,
        };
        // The hash is made before anybody looks whether the address is known.
        IdentityResult result = await users.CreateAsync(account, password);
        CheckResult(result);
        return result.Succeeded ? account : null;
    }

    /// <summary>Whose address and password these are.</summary>
    /// <returns>The account if they are right; and which account it would have been, and why not, for the records only.</returns>
    public async Task<LoginAnswer> CheckAsync(string email, string password)
    {
        if (password.Length > LongestPassword || EmailProblem(email) is not null || await users.FindByEmailAsync(email) is not { PasswordHash: not null } account)
        {
            _nobodysHash ??= hasher.HashPassword(null!, Secrets.New());
            hasher.VerifyHashedPassword(null!, _nobodysHash, password.Length > LongestPassword ? "" : password);
            return new LoginAnswer { Reason = "unknown" };
        }

        bool right = await users.CheckPasswordAsync(account, password);
        if (await users.IsLockedOutAsync(account))
        {
            return new LoginAnswer { AccountId = account.Id, Reason = "locked" };
        }

        if (!right)
        {
            await users.AccessFailedAsync(account);
            return new LoginAnswer { AccountId = account.Id, Reason = "password" };
        }

        if (account.AccessFailedCount > 0)
        {
            await users.ResetAccessFailedCountAsync(account);
        }

        return new LoginAnswer { AccountId = account.Id, Account = account };
    }

    /// <summary>Checks the password of whoever is logged in already, with the same limit of attempts.</summary>
    public async Task<bool> IsRightAsync(string accountId, string password) =>
        await users.FindByIdAsync(accountId) is { Email: { } email } && (await CheckAsync(email, password)).Account is not null;

    /// <exception cref="WeakPasswordException">The password is too easy.</exception>
    public async Task ChangePasswordAsync(string accountId, string current, string next)
    {
        Account account = (await users.FindByIdAsync(accountId))!;
        CheckPassword(account.Email!, next);
        CheckResult(await users.ChangePasswordAsync(account, current, next));
    }

    /// <summary>Gives an account a new password, for somebody who forgot theirs; whoever was locked out may come in.</summary>
    /// <returns>The account; null if there is none with this address.</returns>
    /// <exception cref="WeakPasswordException">The password is too easy.</exception>
    public async Task<string?> SetPasswordAsync(string email, string password)
    {
        if (await users.FindByEmailAsync(email) is not { } account)
        {
            return null;
        }

        CheckPassword(email, password);
        foreach (IPasswordValidator<Account> validator in users.PasswordValidators)
        {
            CheckResult(await validator.ValidateAsync(users, account, password));
        }

        (account.PasswordHash, account.LockoutEnd) = (hasher.HashPassword(account, password), null);
        await users.UpdateAsync(account);
        await users.ResetAccessFailedCountAsync(account);
        return account.Id;
    }

    /// <summary>Puts an account on another plan.</summary>
    /// <returns>Whether there is such an account.</returns>
    public async Task<bool> ChangePlanAsync(string email, string? plan)
    {
        if (await users.FindByEmailAsync(email) is not { } account)
        {
            return false;
        }

        Store store = await stores.CreateDbContextAsync();
        await using (store)
        {
            return await store.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Plan, plan)) == 1;
        }
    }

    /// <summary>Gives an account what was made while nobody logged in.</summary>
    public async Task AdoptAsync(string accountId)
    {
        Store store = await stores.CreateDbContextAsync();
        await using (store)
        {
            await using var transaction = await store.Database.BeginTransactionAsync();
            await store.Uploads.Where(upload => upload.AccountId == Account.LocalId).ExecuteUpdateAsync(set => set.SetProperty(upload => upload.AccountId, accountId));
            await store.Masters.Where(master => master.AccountId == Account.LocalId).ExecuteUpdateAsync(set => set.SetProperty(master => master.AccountId, accountId));
            await store.References.Where(reference => reference.AccountId == Account.LocalId).ExecuteUpdateAsync(set => set.SetProperty(reference => reference.AccountId, accountId));
            await store.Jobs.Where(job => job.AccountId == Account.LocalId).ExecuteUpdateAsync(set => set.SetProperty(job => job.AccountId, accountId));
            await store.OwnPresets.Where(preset => preset.AccountId == Account.LocalId).ExecuteUpdateAsync(set => set.SetProperty(preset => preset.AccountId, accountId));
            await store.Webhooks.Where(webhook => webhook.AccountId == Account.LocalId).ExecuteUpdateAsync(set => set.SetProperty(webhook => webhook.AccountId, accountId));
            await store.WebhookDeliveries.Where(message => message.AccountId == Account.LocalId).ExecuteUpdateAsync(set => set.SetProperty(message => message.AccountId, accountId));
            await store.IdempotentAnswers.Where(answer => answer.AccountId == Account.LocalId).ExecuteDeleteAsync();
            await transaction.CommitAsync();
        }
    }

    /// <summary>Erases an account and everything that belongs to it. Uploads first: if this dies half-way, its owner can log in and go on.</summary>
    public async Task EraseAsync(string accountId, CancellationToken cancel)
    {
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            await store.ApiKeys.Where(key => key.AccountId == accountId).ExecuteDeleteAsync(cancel);
            await store.Webhooks.Where(webhook => webhook.AccountId == accountId).ExecuteDeleteAsync(cancel);
            while (await store.Uploads.Where(upload => upload.AccountId == accountId).Select(upload => upload.Id).FirstOrDefaultAsync(cancel) is { } upload)
            {
                await erasure.EraseAsync(upload, cancel);
            }

            // Sessions, counts and whatever came meanwhile go with it.
            await store.References.Where(reference => reference.AccountId == accountId).ExecuteDeleteAsync(cancel);
            await store.Accounts.Where(account => account.Id == accountId).ExecuteDeleteAsync(cancel);
            await store.WebhookDeliveries.Where(message => message.AccountId == accountId).ExecuteDeleteAsync(cancel);
            await store.ForgetJournalAsync();
        }
    }

    private static void CheckPassword(string email, string password)
    {
        if (password.Length > LongestPassword)
        {
            throw new WeakPasswordException($"The password is too long; at most {LongestPassword} characters.");
        }

        if (password.Contains(email, StringComparison.OrdinalIgnoreCase) || email.Contains(password, StringComparison.OrdinalIgnoreCase))
        {
            throw new WeakPasswordException("The password is the mail address; choose another one.");
        }
    }

    private static void CheckResult(IdentityResult result)
    {
        if (result.Errors.FirstOrDefault(error => error.Code.StartsWith("Password", StringComparison.Ordinal)) is { } weak)
        {
            throw new WeakPasswordException(weak.Description);
        }
    }
}
