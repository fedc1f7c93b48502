using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Lacquer.Audio.Programs;

/// <summary>A program that runs beside us, without a shell; it ends with this object at the latest.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>Enough for every message that matters; a decoder in trouble can write one per frame for hours.</summary>
    private const int MaxErrorChars = 1 << 14;

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly CancellationTokenRegistration _cancel;

    private ChildProcess(Process process, CancellationToken cancel)
    {
        _process = process;
        _errors = Task.Run(() => ReadErrors(process.StandardError), CancellationToken.None);
        _cancel = cancel.Register(Kill);
    }

    /// <summary>What the program writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What the program reads.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Passed as they are.</param>
    /// <param name="cancel">Kills it.</param>
    /// <exception cref="AudioFileException">It cannot be started.</exception>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = TextEncoding.UTF8,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("FFREPORT");
        start.Environment["AV_LOG_FORCE_NOCOLOR"] = "1";
        try
        {
            return new ChildProcess(Process.Start(start) ?? throw ExternalProgram.Missing("ffmpeg", "LACQUER_FFMPEG"), cancel);
        }
        catch (Win32Exception exception)
        {
            throw ExternalProgram.Missing("ffmpeg", "LACQUER_FFMPEG", exception);
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code and what was written to standard error.</returns>
    public (int ExitCode, string Errors) Finish()
    {
        _process.WaitForExit();
        return (_process.ExitCode, _errors.GetAwaiter().GetResult());
    }

    /// <summary>Ends the program at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It had ended by itself.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancel.Dispose();
        if (!_process.HasExited)
        {
            Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static string ReadErrors(StreamReader errors)
    {
        var text = new StringBuilder();
        try
        {
            var buffer = new char[1_024];
            for (int read; (read = errors.Read(buffer)) > 0;)
            {
                text.Append(buffer, 0, Math.Min(read, MaxErrorChars - text.Length));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process was killed; what was read so far is what there is.
        }

        // A line that the limit cut in two is no line.
        string all = text.ToString();
        return text.Length < MaxErrorChars ? all : all[..(all.LastIndexOf('\n') + 1)];
    }
}
