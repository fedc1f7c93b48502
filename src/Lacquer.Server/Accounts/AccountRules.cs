using Microsoft.AspNetCore.Identity;

namespace Lacquer.Server.Accounts;

/// <summary>Rules for passwords and logins.</summary>
/// <remarks>Length, not kinds of characters (NIST SP 800-63B, 3.1.1.2; OWASP ASVS 5.0, 6.2).</remarks>
internal static class AccountRules
{
    /// <summary>Fewest characters of a password.</summary>
    public const int ShortestPassword = 10;

    private const int DifferentCharacters = 5; // refuses aaaaaaaaaa and 1212121212
    private const int WrongPasswords = 5;
    private const int LockoutMinutes = 15;
    private const int Iterations = 210_000; // PBKDF2 with SHA-512: OWASP Password Storage cheat sheet

    public static void Set(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = ""; // any: the address was checked
        options.Password = new PasswordOptions
        {
            RequiredLength = ShortestPassword,
            RequiredUniqueChars = DifferentCharacters,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
        options.Lockout.MaxFailedAccessAttempts = WrongPasswords;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(LockoutMinutes);
    }

    public static void Set(PasswordHasherOptions options) => options.IterationCount = Iterations;
}
