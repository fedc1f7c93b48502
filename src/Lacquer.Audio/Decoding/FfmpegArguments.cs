namespace Lacquer.Audio.Decoding;

/// <summary>How ffmpeg and ffprobe are told to open one hostile file and nothing else.</summary>
internal static class FfmpegArguments
{
    /// <summary>
    /// The input: only the container that its own bytes showed (so no playlist can pose as music), and only local files.
    /// </summary>
    public static IEnumerable<string> Input(InputFile file, FileKind kind) =>
    [
        "-protocol_whitelist", "file,pipe", "-f", Demuxer(kind), "-i", "file:" + file.Path,
    ];

    private static string Demuxer(FileKind kind) => kind switch
    {
        FileKind.Aiff => "aiff",
        FileKind.Flac => "flac",
        FileKind.Mp3 => "mp3",
        FileKind.Adts => "aac",
        FileKind.Ogg => "ogg",
        FileKind.Mp4 => "mov",
        FileKind.Wave64 => "w64",
        FileKind.Caf => "caf",
        FileKind.WavPack => "wv",
        _ => "wav",
    };
}
