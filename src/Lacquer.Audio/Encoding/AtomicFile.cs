namespace Lacquer.Audio.Encoding;

/// <summary>A file that appears under its name whole or not at all: written beside it under a hidden name, flushed to the disk, renamed.</summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string _target;
    private readonly bool _overwrite;
    private FileStream? _stream;

    private AtomicFile(string target, string temporary, FileStream stream, bool overwrite)
    {
        _target = target;
        TemporaryPath = temporary;
        _stream = stream;
        _overwrite = overwrite;
    }

    /// <summary>Where the bytes go until the file is whole.</summary>
    public string TemporaryPath { get; }

    /// <summary>Creates the temporary file.</summary>
    /// <param name="path">Where the file will appear. A link is followed: the file behind it is replaced.</param>
    /// <param name="overwrite">Whether a file of that name may be replaced.</param>
    /// <exception cref="AudioFileException">The target exists and may not be replaced, or its folder cannot be written.</exception>
    public static AtomicFile Create(string path, bool overwrite)
    {
        try
        {
            string target = Resolve(path);
            if (Directory.Exists(target))
            {
                throw new AudioFileException(AudioFault.Unwritable, "the output is a folder; name a file in it");
            }

            bool isDevice = target.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/proc/", StringComparison.Ordinal);
            string? special = SpecialFile.Kind(target)
                ?? (isDevice && !OperatingSystem.IsWindows() && !target.StartsWith("/dev/shm/", StringComparison.Ordinal) ? "a device" : null);
            if (special is not null)
            {
                throw new AudioFileException(AudioFault.Unwritable, $"the output is {special}, not a file; name a file");
            }

            if (!overwrite && File.Exists(target))
            {
                throw Exists();
            }

            string folder = Path.GetDirectoryName(target) ?? ".";
            if (!Directory.Exists(folder))
            {
                throw new AudioFileException(AudioFault.Unwritable, "the output's folder does not exist; create it first");
            }

            string temporary = Path.Combine(folder, $".lacquer-{Guid.NewGuid():N}.part");
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return new AtomicFile(target, temporary, stream, overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unwritable(exception);
        }
    }

    /// <summary>Adds bytes at the end.</summary>
    /// <exception cref="AudioFileException">The disk is full.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Stream().Write(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    /// <summary>Replaces bytes further up, as headers need whose lengths are known last.</summary>
    /// <param name="offset">Where the first of them stands, in bytes from the start.</param>
    /// <param name="bytes">What stands there from now on.</param>
    /// <exception cref="AudioFileException">The disk fails.</exception>
    public void WriteAt(long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(Stream().SafeFileHandle, bytes, offset);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    /// <summary>Makes the bytes safe and gives the file its name.</summary>
    /// <exception cref="AudioFileException">The disk is full, or a file of that name has appeared.</exception>
    public void Complete()
    {
        try
        {
            FileStream stream = Stream();
            stream.Flush(flushToDisk: true);
            stream.Dispose();
            _stream = null;
            File.Move(TemporaryPath, _target, _overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Delete();
            throw !_overwrite && File.Exists(_target) ? Exists() : Unwritable(exception);
        }
    }

    /// <summary>Deletes the temporary file when it was not completed.</summary>
    public void Dispose()
    {
        if (_stream is not null)
        {
            _stream.Dispose();
            _stream = null;
            Delete();
        }
    }

    private FileStream Stream() => _stream ?? throw new ObjectDisposedException(nameof(AtomicFile));

    private void Delete()
    {
        try
        {
            File.Delete(TemporaryPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder itself has gone or become read-only; there is nothing left to do and a better fault is under way.
        }
    }

    /// <summary>A link is followed: the file behind it is replaced, not the link.</summary>
    private static string Resolve(string path)
    {
        string full = Path.GetFullPath(path);
        var info = new FileInfo(full);
        return info.LinkTarget is null ? full : info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
    }

    private static AudioFileException Exists() =>
        new(AudioFault.OutputExists, "the output exists already; choose another name or allow replacing it (--force)");

    internal static AudioFileException Unwritable(Exception cause)
    {
        const int DiskFull = 28; // ENOSPC; on Windows the low word of HResult is 112 (ERROR_DISK_FULL) or 39.
        bool isFull = (cause.HResult & 0xFFFF) is DiskFull or 112 or 39 || cause.Message.Contains("No space left", StringComparison.Ordinal);
        string reason = isFull ? "the disk is full; free some space"
            : cause is UnauthorizedAccessException ? "the output's folder may not be written; check its permissions"
            : "the output cannot be written: " + cause.Message.ReplaceLineEndings(" ");
        return new AudioFileException(AudioFault.Unwritable, reason, cause);
    }
}
