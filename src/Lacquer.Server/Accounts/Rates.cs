using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Lacquer.Server.Api;
using Microsoft.AspNetCore.RateLimiting;

namespace Lacquer.Server.Accounts;

/// <summary>
/// How much one address and one account may ask, and how many passwords are hashed at a time. Counted in each process: behind several, each
/// lets through as much.
/// </summary>
internal static class Rates
{
    private const int AddressShare = 4; // several people behind one address
    private const int SegmentsAMinute = 6;
    private const int Ipv6SiteBytes = 8; // a /64 is one household; whoever has it has all its addresses
    private const string All = "all";
    private const int RequestsAtATime = 250; // of the thousand connections; a listener to events holds one for as long as a job lasts

    private static readonly int HashesAtATime = Math.Max(2, Environment.ProcessorCount);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>Before anybody is let in: by address.</summary>
    public static RateLimiterOptions ByAddress(ServiceSettings settings) => Options(
        PartitionedRateLimiter.Create<HttpContext, string>(http => Minute("address " + Site(http), AddressShare * settings.RequestsPerMinute)),
        PartitionedRateLimiter.Create<HttpContext, string>(http => Has<HashCost>(http) ? Minute("login " + Site(http), settings.LoginsPerMinute) : RateLimitPartition.GetNoLimiter("")),
        PartitionedRateLimiter.Create<HttpContext, string>(http => Has<HashCost>(http) ? AtATime(All, HashesAtATime, 8 * HashesAtATime) : RateLimitPartition.GetNoLimiter("")));

    /// <summary>Afterwards: by account.</summary>
    public static RateLimiterOptions ByAccount(ServiceSettings settings) => Options(
        PartitionedRateLimiter.Create<HttpContext, string>(http => Account(http) is { } id ? Minute(id, settings.RequestsPerMinute) : RateLimitPartition.GetNoLimiter("")),
        PartitionedRateLimiter.Create<HttpContext, string>(http => Account(http) is { } id ? AtATime(id, RequestsAtATime, 0) : RateLimitPartition.GetNoLimiter("")),
        PartitionedRateLimiter.Create<HttpContext, string>(http => Has<ByteFlow>(http) && Account(http) is { } id ? AtATime(id, settings.ConcurrentUploads, 0) : RateLimitPartition.GetNoLimiter("")));

    private static RateLimiterOptions Options(params PartitionedRateLimiter<HttpContext>[] limiters) => new()
    {
        GlobalLimiter = PartitionedRateLimiter.CreateChained(limiters),
        OnRejected = (context, _) => throw new ApiException(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many at once", "Too many requests came; wait a little.")
        {
            RetryAfter = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : Soon,
        },
    };

    private static RateLimitPartition<string> Minute(string key, int permits) => RateLimitPartition.GetSlidingWindowLimiter(
        key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = SegmentsAMinute, QueueLimit = 0 });

    private static RateLimitPartition<string> AtATime(string key, int permits, int queue) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = permits, QueueLimit = queue });

    private static bool Has<T>(HttpContext http)
        where T : class => http.GetEndpoint()?.Metadata.GetMetadata<T>() is not null;

    private static string? Account(HttpContext http) => (http.Items[typeof(Caller)] as Caller)?.Account;

    private static string Site(HttpContext http)
    {
        IPAddress address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, Ipv6SiteBytes)) : address.ToString();
    }
}
