using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Lacquer.Server.Storage;

namespace Lacquer.Server.Webhooks;

/// <summary>
/// Sends messages. Where to is a stranger's choice: the address is looked at when the connection is made, and it is that address that is
/// connected to, so that no name can mean another one a moment later; redirects are not followed; of the answer only its status is read.
/// </summary>
internal sealed class WebhookSender(ServiceSettings settings, TimeProvider clock, TimeSpan patience) : IDisposable
{
    private const int MostAnswerBytes = 16 << 10; // what is read on so that the connection can be used again; more ends it
    private const int MostHeaderKibibytes = 16;

    /// <summary>Longest time that an attempt takes: a receiver answers first and works afterwards.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false, // a proxy would connect in our place, unchecked
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, settings.WebhookHosts, cancel),
        ConnectTimeout = ConnectPatience,
        MaxResponseDrainSize = MostAnswerBytes,
        MaxResponseHeadersLength = MostHeaderKibibytes,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
    })
    { Timeout = patience };

    /// <summary>With the usual patience.</summary>
    public WebhookSender(ServiceSettings settings, TimeProvider clock)
        : this(settings, clock, Longest)
    {
    }

    /// <summary>Tries once.</summary>
    /// <exception cref="OperationCanceledException">Stopped from here.</exception>
    public async Task<SendOutcome> SendAsync(Webhook to, WebhookDelivery message, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        long seconds = now.ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, to.Url) { Content = new StringContent(message.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        string signatures = WebhookSecret.Sign(to.Secret, message.Id, seconds, message.Body);
        if (to.EarlierSecret is { } earlier && to.EarlierUntil > now.ToUnixTimeMilliseconds())
        {
            signatures += " " + WebhookSecret.Sign(earlier, message.Id, seconds, message.Body);
        }

        request.Headers.Add("webhook-signature", signatures);
        request.Headers.UserAgent.ParseAdd("Lacquer");
        try
        {
            using HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            int status = (int)answer.StatusCode;
            return new SendOutcome { Status = status, Problem = status switch { >= 200 and < 300 => null, >= 300 and < 400 => "It answered with a redirect, which is not followed.", _ => $"It answered {status}." } };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new SendOutcome { Problem = $"It did not answer within {patience.TotalSeconds} s." };
        }
        catch (HttpRequestException e)
        {
            return new SendOutcome { Problem = Words(e) };
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Connects to an address that was looked at.</summary>
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, IReadOnlyList<string> knownHosts, CancellationToken cancel)
    {
        bool known = knownHosts.Contains(to.Host.Trim('[', ']'), StringComparer.OrdinalIgnoreCase);
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(to.Host, cancel);
        if (!known && (addresses.Length == 0 || !addresses.All(PublicInternet.Has)))
        {
            throw new NotPublicException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>What went wrong, without what our own network looks like.</summary>
    private static string Words(HttpRequestException e) => e switch
    {
        { InnerException: NotPublicException } => "Its name does not lead to the public Internet.",
        { HttpRequestError: HttpRequestError.NameResolutionError } or { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } } => "Its name is not known.",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "Its certificate is not valid, or it speaks no TLS.",
        { HttpRequestError: HttpRequestError.ConnectionError } => "It could not be reached.",
        _ => "It did not answer as a web server does.",
    };

    private sealed class NotPublicException : IOException;
}
