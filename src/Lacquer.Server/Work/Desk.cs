using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Lacquer.Server.Work;

/// <summary>A process that works on one mix, with limits of its own: a sound that is too much for it ends it, and nothing else.</summary>
internal sealed class Desk : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // to open a mix of an hour

    private const int MostErrorChars = 4_096;
    private const string Limiter = "/usr/bin/prlimit";

    // Beside the managed heap: stacks, compiled code, and the same for each ffmpeg, which inherits the limit.
    private const long NativeMebibytes = 512;

    // A network of its own, with nothing in it: whatever a decoder can be made to do, it reaches nobody. Where the system allows that to programs without rights.
    private static readonly string[] Alone = ["/usr/bin/unshare", "--user", "--net", "--map-current-user", "--"];
    private static readonly Lazy<bool> HasNamespaces = new(Probe);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Desk(Process process)
    {
        _process = process;
        _errors = Task.Run(ReadErrorsAsync);
    }

    /// <summary>Starts a process; it ends with this object, or with this program, at the latest.</summary>
    /// <param name="settings">How it is started, and its limits.</param>
    /// <param name="scratchFolder">Where it may leave what it does not finish.</param>
    public static Desk Start(ServiceSettings settings, string scratchFolder)
    {
        List<string> command =
        [
            .. settings.RenderProgram, "desk",
            "--max-seconds", (settings.MaxMinutes * 60).ToString(CultureInfo.InvariantCulture), "--max-samples", $"{(long)(settings.MaxMegasamples * 1e6)}",
        ];
        if (HasNamespaces.Value)
        {
            command.InsertRange(0, Alone);
        }

        if (File.Exists(Limiter))
        {
            command.InsertRange(0, [Limiter, $"--cpu={settings.RenderCpuSeconds}", $"--data={(settings.RenderMemoryMebibytes + NativeMebibytes) << 20}", "--core=0", "--nofile=256", "--"]);
        }

        var start = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{(long)settings.RenderMemoryMebibytes << 20:X}";
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "0";
        start.Environment["TMPDIR"] = scratchFolder;
        try
        {
            return new Desk(Process.Start(start) ?? throw new DeskLostException("the program that renders could not be started."));
        }
        catch (Win32Exception e)
        {
            throw new DeskLostException($"the program that renders could not be started: {e.Message}");
        }
    }

    /// <summary>Whether it can be asked.</summary>
    public bool IsAlive => IsIdle && !_process.HasExited;

    /// <summary>Whether its last request was answered to the end.</summary>
    public bool IsIdle { get; private set; } = true;

    /// <summary>Asks for something and waits for it.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="progress">Told the step and the share of the work that is done.</param>
    /// <param name="isGentle">Asked when the request is ended: whether the process should live on, for the next request, with what it has read of the mix; it gets half a minute.</param>
    /// <param name="cancel">Ends the request.</param>
    /// <param name="ending">Ends the process in any case.</param>
    /// <exception cref="DeskFailedException">It cannot be done.</exception>
    /// <exception cref="DeskLostException">The process ended.</exception>
    public async Task AskAsync(DeskRequest request, Action<string, double> progress, Func<bool> isGentle, CancellationToken cancel, CancellationToken ending)
    {
        IsIdle = false;
        using var late = new Timer(_ => Kill());
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, ServiceJson.Options).AsMemory(), CancellationToken.None);
            await _process.StandardInput.FlushAsync(CancellationToken.None);
            // From here on nothing else is written: a line that stops never gets into the middle of a request.
            await using CancellationTokenRegistration end = ending.Register(Kill);
            await using CancellationTokenRegistration stop = cancel.Register(() =>
            {
                if (isGentle() && TryStop())
                {
                    late.Change(Patience, Timeout.InfiniteTimeSpan);
                }
                else
                {
                    Kill();
                }
            });
            while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
            {
                DeskAnswer answer = JsonSerializer.Deserialize<DeskAnswer>(line, ServiceJson.Options)!;
                if (answer.IsLast)
                {
                    IsIdle = true;
                    cancel.ThrowIfCancellationRequested();
                    if (answer.FailureCode is { } code)
                    {
                        throw new DeskFailedException(code, answer.FailureMessage ?? code);
                    }

                    return;
                }

                progress(answer.Stage ?? "", answer.Progress);
            }
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // It ended while we wrote, or in the middle of a line.
            Kill();
        }

        cancel.ThrowIfCancellationRequested();
        await _process.WaitForExitAsync(CancellationToken.None);
        throw new DeskLostException($"the program that renders ended with {_process.ExitCode}: {await _errors}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static bool Probe()
    {
        try
        {
            using Process probe = Process.Start(new ProcessStartInfo(Alone[0], [.. Alone[1..], "true"]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private bool TryStop()
    {
        try
        {
            _process.StandardInput.WriteLine(DeskProgram.StopLine);
            _process.StandardInput.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It had ended by itself.
        }
    }

    private async Task<string> ReadErrorsAsync()
    {
        var text = new System.Text.StringBuilder();
        try
        {
            while (await _process.StandardError.ReadLineAsync() is { } line)
            {
                text.Append(line.AsSpan(0, Math.Min(line.Length, MostErrorChars - text.Length)));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was ended; what was read is what there is.
        }

        return text.ToString();
    }
}
