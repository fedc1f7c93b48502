using System.Globalization;
using Lacquer.Audio.Programs;
using Lacquer.Audio.Tags;

namespace Lacquer.Audio.Encoding;

/// <summary>Writes FLAC, MP3, Vorbis, Opus and AAC through ffmpeg, which reads raw samples from its standard input.</summary>
/// <remarks>FLAC gets integers, so the dither is ours and ffmpeg changes nothing; lossy coders get floats and decide for themselves.</remarks>
internal sealed class FfmpegWriter : SampleWriter
{
    /// <summary>Below MPEG-1's lowest rate, layer III has no more than this many kbit/s. ISO/IEC 13818-3, 2.4.2.3.</summary>
    private const int Mpeg2MaxKbps = 160;

    /// <summary>Default of Vorbis, whose quality scale runs to 10: about 256 kbit/s for stereo at 44.1 kHz.</summary>
    private const string VorbisQuality = "8";

    /// <summary>A command line has an end; no field of a song is this long.</summary>
    private const int MaxTextChars = 8_192;

    private readonly AtomicFile _file;
    private readonly ChildProcess _process;

    /// <param name="file">Takes the bytes; disposed with the writer.</param>
    /// <param name="format">Kind, precision, bit rate, seed.</param>
    /// <param name="sampleRateHz">Frames per second.</param>
    /// <param name="channels">1 or 2.</param>
    /// <param name="tags">Metadata; texts only.</param>
    public FfmpegWriter(AtomicFile file, OutputFormat format, int sampleRateHz, int channels, AudioTags tags)
        : base(format.IsLossy ? SampleFormat.Float32 : format.Samples, channels, new Dither(format.DitherSeed, format.Dither), bigEndian: false)
    {
        _file = file;
        SampleFormat samples = format.IsLossy ? SampleFormat.Float32 : format.Samples;
        string raw = samples switch { SampleFormat.Int16 => "s16le", SampleFormat.Int24 => "s24le", _ => "f32le" };
        string[] arguments =
        [
            "-hide_banner", "-v", "error", "-f", raw, "-ar", Text(sampleRateHz), "-ac", Text(channels), "-i", "pipe:0", "-map_metadata", "-1",
            .. Metadata(tags, format.Container), .. Coder(format, sampleRateHz),
            "-fflags", "+bitexact", "-flags:a", "+bitexact", "-y", "file:" + file.TemporaryPath,
        ];
        _process = ChildProcess.Start(ExternalProgram.Ffmpeg(), arguments, CancellationToken.None);
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        try
        {
            _process.Input.Close();
        }
        catch (IOException exception)
        {
            throw Failed(_process.Finish().Errors, exception);
        }

        (int exitCode, string errors) = _process.Finish();
        if (exitCode != 0)
        {
            throw Failed(errors, null);
        }

        _file.Complete();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _process.Dispose();
        _file.Dispose();
    }

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _process.Input.Write(bytes);
        }
        catch (IOException exception)
        {
            throw Failed(_process.Finish().Errors, exception);
        }
    }

    private static string[] Coder(OutputFormat format, int sampleRateHz)
    {
        int? rate = format.BitRateKbps;
        return format.Container switch
        {
            AudioContainer.Flac => ["-c:a", "flac", "-f", "flac"],
            AudioContainer.Mp3 =>
                ["-c:a", "libmp3lame", "-b:a", Kilobits(rate ?? (sampleRateHz < 32_000 ? Mpeg2MaxKbps : 320)), "-id3v2_version", "3", "-f", "mp3"],
            AudioContainer.Ogg when rate is null => ["-c:a", "libvorbis", "-q:a", VorbisQuality, "-f", "ogg"],
            AudioContainer.Ogg => ["-c:a", "libvorbis", "-b:a", Kilobits(rate.Value), "-f", "ogg"],
            AudioContainer.Opus => ["-c:a", "libopus", "-b:a", Kilobits(rate ?? 256), "-f", "opus"],
            _ => ["-c:a", "aac", "-b:a", Kilobits(rate ?? 256), "-movflags", "+faststart", "-f", "ipod"],
        };
    }

    private static IEnumerable<string> Metadata(AudioTags tags, AudioContainer container)
    {
        foreach ((string key, string value) in tags.Texts)
        {
            if (value.Length <= MaxTextChars)
            {
                string name = key == "isrc" && container == AudioContainer.Mp3 ? "TSRC" : key;
                yield return "-metadata";
                yield return $"{name}={value}";
            }
        }
    }

    private static string Kilobits(int rate) => Text(rate) + "k";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static AudioFileException Failed(string errors, Exception? cause)
    {
        string line = errors.Split('\n').FirstOrDefault(text => text.Trim().Length > 0)?.Trim() ?? "no reason given";
        string reason = errors.Contains("No space left", StringComparison.Ordinal) ? "the disk is full; free some space"
            : errors.Contains("Unknown encoder", StringComparison.Ordinal)
                ? $"the installed ffmpeg lacks the encoder for this format ({line}); install a full build or choose WAV or FLAC"
            : $"ffmpeg could not encode the file ({line})";
        return new AudioFileException(AudioFault.Unwritable, reason, cause);
    }
}
