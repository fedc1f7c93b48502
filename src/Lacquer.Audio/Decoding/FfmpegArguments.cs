namespace Lacquer.Audio.Decoding;

/// <summary>How ffmpeg and ffprobe are told to open one hostile file and nothing else.</summary>
internal static class FfmpegArguments
{
    /// <summary>Decoders of music; every other one stays closed to uploads.</summary>
    private const string Decoders =
        "flac,mp3,mp3float,mp2,mp2float,mp1,mp1float,vorbis,libvorbis,opus,libopus,aac,aac_fixed,alac,wavpack,"
        + "adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,pcm_alaw,pcm_mulaw,pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,"
        + "pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be";

    /// <summary>
    /// The input: only the container that its own bytes showed (so no playlist can pose as music), only local files, only the decoders above.
    /// </summary>
    public static IEnumerable<string> Input(InputFile file, FileKind kind) =>
    [
        "-protocol_whitelist", "file,pipe", "-codec_whitelist", Decoders, "-f", Demuxer(kind), "-i", "file:" + file.Path,
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
