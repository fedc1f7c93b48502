using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Identity;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>Counts how often it is asked.</summary>
internal sealed class CountingHasher : IPasswordHasher<Account>
{
    private readonly PasswordHasher<Account> _hasher = new();

    public int Count { get; private set; }

    public string HashPassword(Account user, string password)
    {
        Count++;
        return _hasher.HashPassword(user, password);
    }

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        Count++;
        return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
