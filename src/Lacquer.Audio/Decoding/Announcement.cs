namespace Lacquer.Audio.Decoding;

/// <summary>Compares what a compressed file announces with what came out of it.</summary>
internal static class Announcement
{
    /// <summary>
    /// A lossy coder works in frames of up to 2 048 samples and hides a delay of about as much: announced and decoded lengths of a whole file
    /// may differ by both.
    /// </summary>
    private const int CodecFrames = 2 * 2_048;

    /// <summary>The announced length in frames; null when the file does not say.</summary>
    public static long? Frames(FileKind kind, FfmpegProbe probe) => kind switch
    {
        // ffprobe guesses these lengths from the bit rate or from the last page; the bytes themselves are asked instead.
        FileKind.Mp3 or FileKind.Adts or FileKind.Ogg => null,
        _ => probe.AnnouncedFrames is > 0 ? probe.AnnouncedFrames : null,
    };

    /// <summary>MP4 says in its edit list where the music ends; what a decoder gives beyond is the coder's padding.</summary>
    public static long FramesToKeep(FileKind kind, long decoded, long? announced) =>
        kind == FileKind.Mp4 && announced is { } frames && decoded > frames && decoded - frames <= CodecFrames ? frames : decoded;

    /// <summary>Frames that should have come and did not; for MP3 see <see cref="MpegInspector"/>.</summary>
    public static long MissingFrames(InputFile file, FileKind kind, long decoded, long? announced)
    {
        long missing = kind == FileKind.Ogg ? OggInspector.MissingFrames(file) : Math.Max(0, (announced ?? 0) - decoded);
        return kind != FileKind.Mp4 || missing > CodecFrames ? missing
            : Mp4Inspector.IsCutOff(file) ? Math.Max(1, missing)
            : 0;
    }
}
