using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Lacquer.Server.Tests.Servers;

/// <summary>A real server on loopback, as a child process that can be killed and started again with its data.</summary>
public abstract class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private Process? _process;

    protected ServerProcess() => Port = FreePort();

    public int Port { get; }

    protected string Folder { get; } = Directory.CreateTempSubdirectory("lacquer-server-").FullName;

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Starts it and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(Command())!;
        // What it says is read and forgotten, or it would wait for us.
        _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        string errors = "";
        _ = Task.Run(async () => errors = await _process.StandardError.ReadToEndAsync());
        var waited = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            Assert.False(_process.HasExited, $"{GetType().Name} ended with {(_process.HasExited ? _process.ExitCode : 0)}: {errors}");
            Assert.True(waited.Elapsed < Patience, $"{GetType().Name} does not answer: {errors}");
            await Task.Delay(100);
        }
    }

    /// <summary>Kills it at once.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected abstract ProcessStartInfo Command();

    /// <summary>Whether it does its work, not only listens.</summary>
    protected abstract Task<bool> IsReadyAsync();

    protected static ProcessStartInfo Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    protected static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(Start(program, arguments))!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {errors.GetAwaiter().GetResult()}");
    }

    protected async Task<bool> ListensAsync()
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
