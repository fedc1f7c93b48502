using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lacquer.Cli.Remote;

/// <summary>Asks a service. What a pause mends is asked again; everything else becomes one line and an exit code.</summary>
internal sealed class ServiceClient : IDisposable
{
    private const int MostTries = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60); // for what the service says is worth waiting for
    private static readonly TimeSpan WaitedAtMost = TimeSpan.FromMinutes(10);

    private readonly HttpClient _http;

    public ServiceClient(Uri address, string? key)
    {
        // A redirect would take the key elsewhere.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("lacquer-cli");
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>Where it is.</summary>
    public string Name => _http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>Whether the service is there and lets us in: said once, before any file waits for it.</summary>
    /// <exception cref="ServiceException">It is not, or does not.</exception>
    public async Task GreetAsync(CancellationToken cancel)
    {
        using HttpResponseMessage answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, "/v1/account"), tries: 1, cancel);
        if (await JsonAsync(answer, cancel) is not JsonObject account || account["maxUploadBytes"] is null)
        {
            throw NotLacquer();
        }
    }

    /// <summary>What is at an address.</summary>
    public async Task<JsonObject> GetAsync(string path, CancellationToken cancel)
    {
        using HttpResponseMessage answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), MostTries, cancel);
        return await JsonAsync(answer, cancel) as JsonObject ?? throw NotLacquer();
    }

    /// <summary>Begins something, once, however often it has to be asked for.</summary>
    public async Task<JsonObject> PostAsync(string path, JsonObject body, CancellationToken cancel)
    {
        string key = Guid.NewGuid().ToString("N");
        string text = body.ToJsonString();
        using HttpResponseMessage answer = await SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
                request.Headers.Add("Idempotency-Key", key);
                return request;
            },
            MostTries,
            cancel);
        return await JsonAsync(answer, cancel) as JsonObject ?? throw NotLacquer();
    }

    /// <summary>Erases or cancels, as well as it goes: called when something else has gone wrong already.</summary>
    public async Task TryDeleteAsync(string path, IReadOnlyDictionary<string, string>? headers = null)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            using var request = new HttpRequestMessage(HttpMethod.Delete, path);
            foreach ((string name, string value) in headers ?? new Dictionary<string, string>())
            {
                request.Headers.Add(name, value);
            }

            using HttpResponseMessage answer = await _http.SendAsync(request, patience.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // The service throws it away by itself, later.
        }
    }

    /// <summary>A file; its bytes are read as they come.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancel, string? lastEventId = null) => SendAsync(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (lastEventId is not null)
            {
                request.Headers.Add("Last-Event-ID", lastEventId);
            }

            return request;
        },
        MostTries,
        cancel);

    public async Task<string> TextAsync(string path, CancellationToken cancel)
    {
        using HttpResponseMessage answer = await OpenAsync(path, cancel);
        return await answer.Content.ReadAsStringAsync(cancel);
    }

    /// <summary>Asks, again if the connection breaks or the service says when to come back.</summary>
    /// <param name="make">Makes the request; each one is sent once.</param>
    /// <param name="tries">How often.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="ServiceException">It is away, or refuses.</exception>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, int tries, CancellationToken cancel)
    {
        TimeSpan waited = TimeSpan.Zero;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                patience.CancelAfter(Patience);
                using HttpRequestMessage request = make();
                HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return answer;
                }

                using (answer)
                {
                    TimeSpan? wait = answer.Headers.RetryAfter?.Delta;
                    if (!(wait <= LongestWait) || waited + wait > WaitedAtMost)
                    {
                        throw await RefusedAsync(answer, wait, cancel);
                    }

                    waited += wait.Value;
                    attempt--;
                    await Task.Delay(wait.Value, cancel);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                if (attempt >= tries)
                {
                    throw new ServiceException(Cli.ExitCode.ProgramMissing, "serviceAway", $"the service at {Name} does not answer ({Words(exception)}); check the address and the network.", exception);
                }

                await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), cancel);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private static string Words(Exception exception) => exception is OperationCanceledException ? "it took too long" : exception.Message.ReplaceLineEndings(" ").TrimEnd('.');

    private ServiceException NotLacquer() => new(Cli.ExitCode.ProgramMissing, "serviceAway", $"what answers at {Name} is no Lacquer service; check the address.");

    private static async Task<JsonNode?> JsonAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A refusal in the service's own words, with the exit code that says who can mend it.</summary>
    private async Task<ServiceException> RefusedAsync(HttpResponseMessage answer, TimeSpan? wait, CancellationToken cancel)
    {
        var problem = await JsonAsync(answer, cancel) as JsonObject;
        if (problem?["type"]?.GetValue<string>() is not { } type || !type.StartsWith("/problems/", StringComparison.Ordinal))
        {
            return (int)answer.StatusCode >= 500
                ? new ServiceException(Cli.ExitCode.ProgramMissing, "serviceAway", $"the service at {Name} is not ready (it answered {(int)answer.StatusCode}); try again later.")
                : NotLacquer();
        }

        string detail = problem["detail"]?.GetValue<string>() ?? "the service refuses this.";
        string later = wait is { } time ? $" Try again in {Time(time)}." : "";
        int exitCode = answer.StatusCode switch
        {
            HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => Cli.ExitCode.Usage,
            HttpStatusCode.RequestEntityTooLarge => Cli.ExitCode.BadInput,
            HttpStatusCode.InternalServerError => Cli.ExitCode.Fault,
            _ => Cli.ExitCode.ProgramMissing, // the service, or the right to use it
        };
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new ServiceException(exitCode, "login-needed", $"the service at {Name} does not know this key; put one that is valid into LACQUER_API_KEY."),
            _ => new ServiceException(exitCode, type["/problems/".Length..], $"the service says: {detail}{later}"),
        };
    }

    private static string Time(TimeSpan time) => time.TotalHours >= 48 ? $"{time.TotalDays:0} days" : time.TotalMinutes >= 120 ? $"{time.TotalHours:0} hours" : time.TotalSeconds >= 120 ? $"{time.TotalMinutes:0} minutes" : $"{time.TotalSeconds:0} s";
}
