using System.Security.Cryptography;
using System.Text;

namespace Lacquer.Server.Webhooks;

/// <summary>Signs messages, so that their receiver knows who sent them.</summary>
/// <remarks>Standard Webhooks 1.0.0, "Signature scheme", symmetric: HMAC-SHA256 over <c>id.timestamp.body</c>.</remarks>
internal static class WebhookSecret
{
    public const string Mark = "whsec_";

    private const int Bytes = 32; // the standard asks for 24 to 64

    /// <summary>A new secret.</summary>
    public static string New() => Mark + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The signature of a message, as its header names it.</summary>
    /// <param name="secret">See <see cref="New"/>.</param>
    /// <param name="id">Id of the message.</param>
    /// <param name="seconds">When this attempt is made, in seconds since 1970-01-01 UTC.</param>
    /// <param name="body">The message, to the letter.</param>
    public static string Sign(string secret, string id, long seconds, string body) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(secret[Mark.Length..]), Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}.{seconds}.{body}"))));
}
