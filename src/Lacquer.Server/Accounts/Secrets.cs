using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Lacquer.Server.Accounts;

/// <summary>Random words that prove who somebody is, and what is kept of them.</summary>
internal static class Secrets
{
    private const int Bytes = 32; // 256 bits

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>A word that only who has the secret can make.</summary>
    public static string Sign(byte[] secret, string text) => Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text)));

    /// <summary>Compares without telling by its duration how much was right.</summary>
    public static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
