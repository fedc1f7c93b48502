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
