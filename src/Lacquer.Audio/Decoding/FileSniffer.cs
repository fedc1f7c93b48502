
namespace Lacquer.Audio.Decoding;

/// <summary>Tells what a file is by its bytes. Only kinds named here ever reach a decoder, and each reaches only its own.</summary>
internal static class FileSniffer
{
    /// <summary>Covers every signature, and the junk that some players leave before the first MP3 frame.</summary>
    private const int HeadBytes = 1 << 16;

    private const int TextProbeBytes = 1_024;

    private const string Advice = "give a WAV, AIFF, FLAC, MP3, Ogg, Opus or M4A file";

    /// <summary>Identifies the file.</summary>
    /// <exception cref="AudioFileException">It is no sound file that Lacquer takes; the message says what it looks like.</exception>
    public static FileKind Identify(InputFile file)
    {
        var head = new byte[Math.Min(HeadBytes, file.Length)];
        int bytes = file.Read(0, head);
        ReadOnlySpan<byte> start = head.AsSpan(0, bytes);
        if (FromSignature(start) is { } kind)
        {
            return kind;
        }

        if (start.StartsWith("ID3"u8) && start.Length >= 10)
        {
            long tagBytes = 10 + (((start[6] & 0x7FL) << 21) | ((start[7] & 0x7FL) << 14) | ((start[8] & 0x7FL) << 7) | (start[9] & 0x7FL));
            bytes = file.Read(tagBytes, head);
            ReadOnlySpan<byte> behind = head.AsSpan(0, bytes);
            if (bytes == 0)
            {
                throw new AudioFileException(AudioFault.Truncated, "the file is cut off within its tags; get a whole copy");
            }

            return FromSignature(behind) is FileKind.Flac ? FileKind.Flac
                : MpegFrames.FindAdts(behind) ? FileKind.Adts
                : MpegFrames.FindFirst(behind) >= 0 ? FileKind.Mp3
                : throw new AudioFileException(AudioFault.Unsupported, "holds a tag (ID3) but no MP3 sound behind it; export it again");
        }

        if (Foreign(start) is { } foreign)
        {
            throw new AudioFileException(AudioFault.Unsupported, $"{foreign}; {Advice}");
        }

        if (MpegFrames.FindAdts(start))
        {
            return FileKind.Adts;
        }

        if (MpegFrames.FindFirst(start) >= 0)
        {
            return FileKind.Mp3;
        }

        throw new AudioFileException(AudioFault.Unsupported, "is not a sound file that is known here; " + Advice);
    }

    private static FileKind? FromSignature(ReadOnlySpan<byte> start)
    {
        if (start.Length < 12)
        {
            return null;
        }

        bool isWave = start[8..].StartsWith("WAVE"u8);
        if (isWave && (start.StartsWith("RIFF"u8) || start.StartsWith("RF64"u8) || start.StartsWith("BW64"u8)))
        {
            return FileKind.Wave;
        }

        if (start.StartsWith("FORM"u8) && (start[8..].StartsWith("AIFF"u8) || start[8..].StartsWith("AIFC"u8)))
        {
            return FileKind.Aiff;
        }

        return isWave && start.StartsWith("RIFX"u8) ? FileKind.Rifx
            : start.StartsWith("fLaC"u8) ? FileKind.Flac
            : start.StartsWith("OggS"u8) ? FileKind.Ogg
            : start[4..].StartsWith("ftyp"u8) ? FileKind.Mp4
            : start.StartsWith("caff"u8) ? FileKind.Caf
            : start.StartsWith("wvpk"u8) ? FileKind.WavPack
            : start.StartsWith((ReadOnlySpan<byte>)[0x72, 0x69, 0x66, 0x66, 0x2E, 0x91, 0xCF, 0x11])
                ? FileKind.Wave64
            : null;
    }

    /// <summary>What the file is instead of sound; null when its first bytes do not say. An archive may hold MP3 frames and is still an archive.</summary>
    private static string? Foreign(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> text = start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? start[3..] : start;
        bool isPlaylist = text.StartsWith("#EXTM3U"u8) || text.StartsWith("ffconcat"u8) || text.StartsWith("[playlist]"u8)
            || text.StartsWith("<?wpl"u8) || text.StartsWith("<asx"u8) || text.StartsWith("v=0\r"u8);
        return isPlaylist ? "is a playlist, which only names sound files"
            : start.StartsWith("MThd"u8) ? "is a MIDI file, which holds notes and no sound"
            : start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])
                || start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || start.StartsWith("GIF8"u8) ? "is a picture"
            : start.StartsWith("%PDF"u8) ? "is a PDF document"
            : start.StartsWith("PK\x03\x04"u8) || start.StartsWith("Rar!"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF]) ? "is an archive; unpack it"
            : start.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) ? "is a Matroska or WebM file"
            : start.StartsWith((ReadOnlySpan<byte>)[0x30, 0x26, 0xB2, 0x75]) ? "is a Windows Media file"
            : start.StartsWith("RIFF"u8) ? "is a RIFF file without sound (not WAVE)"
            : IsText(start[..Math.Min(start.Length, TextProbeBytes)]) ? "is text, not sound"
            : null;
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            if (b < ' ' && b is not ((byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'\f'))
            {
                return false;
            }
        }

        return TextEncoding.UTF8.GetString(bytes).Count(c => c == '\uFFFD') <= 1;
    }
}
