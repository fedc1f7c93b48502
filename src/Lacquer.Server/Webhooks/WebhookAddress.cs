using System.Net;

namespace Lacquer.Server.Webhooks;

/// <summary>What address a webhook may have. Whether it leads to the public Internet only the connection itself can tell: <see cref="WebhookSender"/>.</summary>
internal static class WebhookAddress
{
    private const int Longest = 2_000;

    /// <summary>What is wrong with an address; null when nothing is.</summary>
    public static string? Problem(string text, ServiceSettings settings)
    {
        if (text.Length > Longest || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c)) || !Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme is not ("https" or "http") || address.Host.Length == 0)
        {
            return "This is no address; it looks like https://example.org/lacquer.";
        }

        string host = address.Host.Trim('[', ']');
        bool known = settings.WebhookHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
        return address.Scheme != "https" && !known ? "Messages are only sent to https."
            : address.UserInfo.Length > 0 || address.Fragment.Length > 0 ? "Leave the name, the password and what follows # out of the address."
            : !known && IPAddress.TryParse(host, out IPAddress? ip) && !PublicInternet.Has(ip) ? "This address does not belong to the public Internet."
            : null;
    }
}
