using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Lacquer.Server;

/// <summary>
/// So many connections of one address and no more: whoever opens thousands and says nothing takes nobody else's place. Proxies speak for many,
/// and so does this machine, where they often are: those have no limit of their own.
/// </summary>
internal sealed class ConnectionLimit(IReadOnlyList<IPAddress> proxies)
{
    /// <summary>Chosen: a house of musicians behind one address, each with a browser's six connections and a few uploads.</summary>
    public const int Most = 200;

    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    public async Task InvokeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        IPAddress? from = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        from = from is { IsIPv4MappedToIPv6: true } ? from.MapToIPv4() : from;
        if (from is null || IPAddress.IsLoopback(from) || proxies.Contains(from))
        {
            await next(connection);
            return;
        }

        try
        {
            if (_open.AddOrUpdate(from, 1, (_, count) => count + 1) <= Most)
            {
                await next(connection);
            }
        }
        finally
        {
            Leave(from);
        }
    }

    private void Leave(IPAddress from)
    {
        int left = _open.AddOrUpdate(from, 0, (_, count) => count - 1);
        if (left == 0)
        {
            _open.TryRemove(new KeyValuePair<IPAddress, int>(from, 0));
        }
    }
}
