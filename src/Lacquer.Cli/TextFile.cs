using Lacquer.Audio;

namespace Lacquer.Cli;

/// <summary>Plans and reports on disk: whole or not at all.</summary>
internal static class TextFile
{
    /// <summary>Refuses early what would fail late; null is nothing to write.</summary>
    /// <exception cref="AudioFileException">The file exists and may not be replaced, or its folder does not exist.</exception>
    public static void CheckFree(string? path, bool overwrite)
    {
        if (path is null)
        {
            return;
        }

        if (!overwrite && (File.Exists(path) || Directory.Exists(path)))
        {
            throw new AudioFileException(AudioFault.OutputExists, $"{path} exists already; add --force to replace it or choose another name.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new AudioFileException(AudioFault.Unwritable, $"the folder {folder} does not exist; create it first.");
        }
    }

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

    /// <summary>Writes the text under a temporary name, then gives it its own.</summary>
    public static void Write(string? path, string text)
    {
        if (path is null)
        {
            return;
        }

        string hidden = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(hidden, text);
            File.Move(hidden, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(hidden);
            throw new AudioFileException(AudioFault.Unwritable, $"{path} cannot be written ({e.Message.ReplaceLineEndings(" ")}).", e);
        }
    }
}
