using Microsoft.Win32.SafeHandles;

namespace Lacquer.Audio.Decoding;

/// <summary>A regular file open for reading at any offset, by several readers at once.</summary>
internal sealed class InputFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private InputFile(string path, SafeFileHandle handle, long length)
    {
        Path = path;
        _handle = handle;
        Length = length;
    }

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    /// <summary>Bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>Opens the file.</summary>
    /// <exception cref="AudioFileException">It does not exist, is a folder, a pipe or a device, may not be read, or has no bytes.</exception>
    public static InputFile Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new AudioFileException(AudioFault.Unreadable, "is a folder; name the sound file itself");
        }

        SafeFileHandle? handle = null;
        try
        {
            path = System.IO.Path.GetFullPath(path);
            if (SpecialFile.Kind(path) is { } kind)
            {
                throw new AudioFileException(AudioFault.Unreadable, $"is {kind}, not a file; save the sound to a file first");
            }

            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
            long length = RandomAccess.GetLength(handle);
            return length > 0
                ? new InputFile(path, handle, length)
                : throw new AudioFileException(AudioFault.Empty, "the file is empty (0 bytes); export or copy it again");
        }
        catch (AudioFileException)
        {
            handle?.Dispose();
            throw;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AudioFileException(AudioFault.Unreadable, "does not exist; check the path", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new AudioFileException(AudioFault.Unreadable, "may not be read; check the file's permissions", exception);
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException or ArgumentException)
        {
            handle?.Dispose();
            string reason = exception is NotSupportedException
                ? "is not a regular file; save the sound to a file first"
                : "cannot be opened: " + exception.Message.ReplaceLineEndings(" ");
            throw new AudioFileException(AudioFault.Unreadable, reason, exception);
        }
    }

    /// <summary>Reads until the span is full or the file ends.</summary>
    /// <returns>Bytes read.</returns>
    /// <exception cref="AudioFileException">The disk fails.</exception>
    public int Read(long offset, Span<byte> destination)
    {
        int total = 0;
        try
        {
            while (total < destination.Length)
            {
                int read = RandomAccess.Read(_handle, destination[total..], offset + total);
                if (read == 0)
                {
                    break;
                }

                total += read;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AudioFileException(
                AudioFault.Unreadable, "reading failed in the middle of the file; check the disk or copy it again", exception);
        }

        return total;
    }

    /// <summary>Reads exactly the span.</summary>
    /// <returns>False when the file ends before.</returns>
    public bool TryRead(long offset, Span<byte> destination) => Read(offset, destination) == destination.Length;

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
