using System.Text.RegularExpressions;

namespace Lacquer.Audio.Decoding;

/// <summary>Turns what ffmpeg writes to standard error into one line for a person.</summary>
internal static partial class FfmpegErrors
{
    private const int MaxLineChars = 160;

    /// <summary>
    /// Complaints that say nothing about the sound: tags in wrong text codings, time stamps of variable block sizes, and the first MP3 frame of
    /// a cut, which lacks the bits of the frame before it.
    /// </summary>
    private static readonly string[] Harmless = ["BOM value", "monotonically increasing dts", "invalid new backstep", "Attached picture", "Incorrect BOM"];

    /// <summary>Consequences of another line.</summary>
    private const string Consequence = "Error while decoding stream";

    /// <summary>What an MP3 decoder says to a tag behind the music and to rubbish within it; <see cref="MpegInspector"/> tells them apart.</summary>
    private const string NoHeader = "Header missing";

    /// <summary>The fault for a file that cannot be opened or decoded at all.</summary>
    public static AudioFileException Fault(string errors, FileKind kind, InputFile file)
    {
        if (errors.Contains("moov atom not found", StringComparison.Ordinal))
        {
            return new AudioFileException(
                AudioFault.Truncated, "its index (moov) is missing, so the file is cut off or was never finished; get a whole copy");
        }

        string said = FirstLine(errors, file);
        string because = said.Length > 0 ? $" ({said})" : "";
        if (errors.Contains("Decoder (codec", StringComparison.Ordinal) || errors.Contains("Unknown decoder", StringComparison.Ordinal))
        {
            return new AudioFileException(
                AudioFault.Unsupported, $"its coding is not supported{because}; convert it to WAV or FLAC first");
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
        return new AudioFileException(AudioFault.Malformed, $"looks like {name} but cannot be decoded{because}; export it again or get a whole copy");
    }

    /// <summary>A one-line summary of complaints during decoding; null when there were none that matter.</summary>
    /// <param name="errors">What ffmpeg wrote.</param>
    /// <param name="file">For taking its path out of the text.</param>
    /// <param name="hasGaps">For MP3: whether something other than frames lies between frames.</param>
    public static string? Damage(string errors, InputFile file, bool hasGaps)
    {
        string[] lines =
        [
            .. errors.Split('\n').Where(line => line.Trim().Length > 0
                && !line.Contains(Consequence, StringComparison.Ordinal)
                && (hasGaps || !line.Contains(NoHeader, StringComparison.Ordinal))
                && !Array.Exists(Harmless, words => line.Contains(words, StringComparison.Ordinal))),
        ];
        return lines.Length == 0
            ? null
            : $"parts of the file are damaged and may click or be missing (decoding errors: {lines.Length}; the first: {FirstLine(lines[0], file)})";
    }

    private static string FirstLine(string errors, InputFile file)
    {
        string line = errors.Split('\n').FirstOrDefault(text => text.Trim().Length > 0) ?? "";
        line = Origin().Replace(line, "").Replace("file:" + file.Path, "", StringComparison.Ordinal).Trim(' ', ':', '\r');
        return line.Length > MaxLineChars ? line[..MaxLineChars] + "…" : line;
    }

    /// <summary>ffmpeg's "[mp3float @ 0x55d0c0ffee]".</summary>
    [GeneratedRegex(@"\[[^\]]* @ [^\]]*\] ?")]
    private static partial Regex Origin();
}
