using System.Net;
using System.Net.Sockets;

namespace Lacquer.Server.Webhooks;

/// <summary>
/// Which addresses belong to the public Internet. Everything else is somebody's own network, this one's perhaps, and no stranger may have us
/// send there.
/// </summary>
/// <remarks>IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890), as of 2025-10.</remarks>
internal static class PublicInternet
{
    private static readonly IPNetwork[] NotPublicV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    /// <summary>All that is handed out: loopback, link-local, unique local, multicast and the ways to write IPv4 lie elsewhere.</summary>
    private static readonly IPNetwork Unicast = IPNetwork.Parse("2000::/3");

    /// <summary>Within it: what carries an IPv4 address (Teredo, 6to4), protocols, documentation.</summary>
    private static readonly IPNetwork[] NotPublicV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    public static bool Has(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !NotPublicV4.Any(network => network.Contains(plain)),
            AddressFamily.InterNetworkV6 => Unicast.Contains(plain) && !NotPublicV6.Any(network => network.Contains(plain)),
            _ => false,
        };
    }

    private static IPNetwork[] Networks(params string[] names) => Array.ConvertAll(names, name => IPNetwork.Parse(name));
}
