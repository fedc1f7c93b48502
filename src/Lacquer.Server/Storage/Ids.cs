using System.Security.Cryptography;

namespace Lacquer.Server.Storage;

/// <summary>Names of objects: a prefix that says what it is, and 100 random bits that nobody guesses.</summary>
internal static class Ids
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 20;

    public static string New(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Alphabet, Length)}";
}
