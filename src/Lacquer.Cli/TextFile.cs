using System.Text;
using Lacquer.Audio;
using Lacquer.Audio.Encoding;

namespace Lacquer.Cli;

/// <summary>Plans and reports on disk: whole or not at all.</summary>
internal static class TextFile
{
    /// <summary>Refuses early what would fail late; null is nothing to write.</summary>
    /// <exception cref="AudioFileException">The file exists and may not be replaced, is no file, or its folder cannot be written.</exception>
    public static void CheckFree(string? path, bool overwrite) => Write(path, text: null, overwrite);

    /// <summary>Refuses, even with --force, to write a text over a sound or over another text.</summary>
    /// <param name="paths">Where texts go; null is nothing to write.</param>
    /// <param name="sounds">Mixes and masters.</param>
    /// <exception cref="AudioFileException">Two of them are the same file.</exception>
    public static void CheckApart(IReadOnlyList<string?> paths, IReadOnlyList<string> sounds)
    {
        var taken = new HashSet<string>(sounds.Select(Real), StringComparer.Ordinal);
        foreach (string path in paths.OfType<string>())
        {
            if (!taken.Add(Real(path)))
            {
                throw new AudioFileException(AudioFault.OutputExists, $"{path} is needed for something else in this run; choose another name.");
            }
        }
    }

    /// <summary>The full path, links followed.</summary>
    private static string Real(string path)
    {
        string full = Path.GetFullPath(path);
        return File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
    }

    /// <summary>Writes the text; it appears whole or not at all. Null is nothing to write.</summary>
    /// <exception cref="AudioFileException">As for <see cref="CheckFree"/>, or the disk is full.</exception>
    public static void Write(string? path, string? text, bool overwrite)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            using var file = AtomicFile.Create(path, overwrite);
            if (text is not null)
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Complete();
            }
        }
        catch (AudioFileException e)
        {
            throw new AudioFileException(e.Fault, $"{path}: {e.Message}.", e);
        }
    }
}
