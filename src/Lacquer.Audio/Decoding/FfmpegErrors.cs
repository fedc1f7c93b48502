using System.Text.RegularExpressions;

namespace Lacquer.Audio.Decoding;

/// <summary>Turns what ffmpeg writes to standard error into one line for a person.</summary>
internal static partial class FfmpegErrors
{
    private const int MaxLineChars = 160;

    /// <summary>The fault for a file that cannot be opened or decoded at all.</summary>
    public static AudioFileException Fault(string errors, FileKind kind, InputFile file)
    {
        if (errors.Contains("moov atom not found", StringComparison.Ordinal))
        {
            return new AudioFileException(
                AudioFault.Truncated, "its index (moov) is missing, so the file is cut off or was never finished; get a whole copy");
        }

        string said = FirstLine(errors, file);
        if (errors.Contains("not on whitelist", StringComparison.Ordinal) || errors.Contains("Decoder (codec", StringComparison.Ordinal)
            || errors.Contains("Unknown decoder", StringComparison.Ordinal))
        {
            return new AudioFileException(
                AudioFault.Unsupported, $"its coding is not supported ({said}); convert it to WAV or FLAC first");
        }

        string name = kind switch
        {
            FileKind.Wave or FileKind.Rifx => "WAV",
            FileKind.Aiff => "AIFF",
            FileKind.Flac => "FLAC",
            FileKind.Mp3 => "MP3",
            FileKind.Adts => "AAC",
            FileKind.Mp4 => "MP4",
            _ => kind.ToString(),
        };
        return new AudioFileException(AudioFault.Malformed, $"looks like {name} but cannot be decoded ({said}); export it again or get a whole copy");
    }

    /// <summary>A one-line summary of complaints during decoding; null when there were none.</summary>
    public static string? Damage(string errors, InputFile file)
    {
        string[] lines = [.. errors.Split('\n').Where(line => line.Trim().Length > 0)];
        return lines.Length == 0
            ? null
            : $"parts of the file are damaged and may click or be missing ({lines.Length} decoding errors, the first: {FirstLine(errors, file)})";
    }

    private static string FirstLine(string errors, InputFile file)
    {
        string line = errors.Split('\n').FirstOrDefault(text => text.Trim().Length > 0) ?? "no reason given";
        line = Origin().Replace(line, "").Replace("file:" + file.Path, "", StringComparison.Ordinal).Trim(' ', ':', '\r');
        return line.Length > MaxLineChars ? line[..MaxLineChars] + "…" : line;
    }

    /// <summary>ffmpeg's "[mp3float @ 0x55d0c0ffee]".</summary>
    [GeneratedRegex(@"\[[^\]]* @ [^\]]*\] ?")]
    private static partial Regex Origin();
}
