using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Lacquer.Server.Tests.Failures;

/// <summary>The program as a process of its own, to be killed.</summary>
internal sealed class ServedProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _verb;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private Process? _process;

    public ServedProgram(string verb = "serve", IReadOnlyDictionary<string, string>? environment = null)
    {
        (_verb, _environment) = (verb, environment ?? new Dictionary<string, string>());
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
    }

    public int Port { get; }

    public string Data { get; } = Directory.CreateTempSubdirectory("lacquer-served-").FullName;

    public HttpClient Http { get; }

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Studio.Program[0]) { UseShellExecute = false, RedirectStandardOutput = true };
        string[] port = _verb == "serve" ? ["--port", $"{Port}"] : [];
        foreach (string argument in (string[])[.. Studio.Program.Skip(1), _verb, .. port, "--data", Data])
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in _environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        if (_verb != "serve")
        {
            // A worker has no address; it says when it is ready.
            Assert.NotNull(await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken));
            return;
        }

        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using HttpResponseMessage ready = await Http.GetAsync("/readyz", TestContext.Current.CancellationToken);
                if (ready.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (waited.Elapsed < Patience)
            {
                // Not yet.
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Kills it as a power cut would: at once, without a word to its children.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks it to stop.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        await _process!.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Sends it a signal.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process!.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Processes that render for it.</summary>
    public static IReadOnlyList<int> Desks(int parent) =>
    [
        .. Process.GetProcesses().Where(process => Parent(process.Id) == parent && CommandLine(process.Id).Contains("desk", StringComparison.Ordinal)).Select(process => process.Id),
    ];

    public int Id => _process!.Id;

    public void Dispose()
    {
        Http.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private static int Parent(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
