using System.Globalization;
using System.Text.Json;
using Lacquer.Audio.Programs;
using Lacquer.Audio.Tags;

namespace Lacquer.Audio.Decoding;

/// <summary>What ffprobe says about the first audio stream of a file.</summary>
internal sealed record FfmpegProbe
{
    /// <summary>Room for everything but tags in ffprobe's answer.</summary>
    private const int AnswerBytes = 1 << 16;

    /// <summary>Codings of music, by ffmpeg's names; no other decoder is let at an upload. PCM comes on top.</summary>
    private static readonly string[] Codecs =
        ["flac", "mp3", "mp2", "mp1", "vorbis", "opus", "aac", "alac", "wavpack", "adpcm_ms", "adpcm_ima_wav", "adpcm_ima_qt"];

    private const string StreamFields = "stream=codec_name,sample_rate,channels,channel_layout,duration_ts,time_base,bits_per_raw_sample,bits_per_sample";

    /// <summary>Rate, channels, coding.</summary>
    public required AudioFormat Format { get; init; }

    /// <summary>Frames as announced, in seconds times rate; null when the file does not say.</summary>
    public required long? AnnouncedFrames { get; init; }

    /// <summary>Text tags.</summary>
    public required AudioTags Tags { get; init; }

    /// <summary>Asks ffprobe.</summary>
    /// <exception cref="AudioFileException">Not readable, no audio, or outside of the limits.</exception>
    public static FfmpegProbe Run(InputFile file, FileKind kind, AudioLimits limits, CancellationToken cancel)
    {
        byte[]? answer = Ask(file, kind, StreamFields + ":format_tags:stream_tags", AnswerBytes + limits.MaxTagBytes, cancel)
            ?? Ask(file, kind, StreamFields, AnswerBytes, cancel);
        if (answer is null)
        {
            throw new AudioFileException(AudioFault.Malformed, "its headers are larger than any music file's; export it again");
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(answer);
            if (kind == FileKind.Mp4 && json.RootElement.GetProperty("streams").GetArrayLength() == 0 && Mp4Inspector.IsCutOff(file))
            {
                throw new AudioFileException(AudioFault.Truncated, "the file is cut off within its index; get a whole copy");
            }

            return Read(json.RootElement, limits);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or OverflowException or KeyNotFoundException or InvalidOperationException)
        {
            throw new AudioFileException(AudioFault.Malformed, "its headers make no sense (ffprobe); export it again", exception);
        }
    }

    private static byte[]? Ask(InputFile file, FileKind kind, string entries, int maxBytes, CancellationToken cancel)
    {
        string[] arguments = ["-v", "error", "-select_streams", "a:0", "-show_entries", entries, "-of", "json", .. FfmpegArguments.Input(file, kind)];
        using ChildProcess process = ChildProcess.Start(ExternalProgram.Ffprobe(), arguments, cancel);
        process.Input.Close();
        using var answer = new MemoryStream();
        var buffer = new byte[1 << 14];
        for (int read; (read = process.Output.Read(buffer)) > 0;)
        {
            answer.Write(buffer, 0, read);
            if (answer.Length > maxBytes)
            {
                return null;
            }
        }

        (int exitCode, string errors) = process.Finish();
        cancel.ThrowIfCancellationRequested();
        return exitCode == 0 ? answer.ToArray() : throw FfmpegErrors.Fault(errors, kind, file);
    }

    private static FfmpegProbe Read(JsonElement root, AudioLimits limits)
    {
        if (!root.TryGetProperty("streams", out JsonElement streams) || streams.GetArrayLength() == 0)
        {
            throw new AudioFileException(AudioFault.Empty, "the file holds no audio stream; give one with sound");
        }

        JsonElement stream = streams[0];
        string codec = Text(stream, "codec_name") ?? "unknown";
        int channels = stream.TryGetProperty("channels", out JsonElement count) ? count.GetInt32() : 0;
        long rate = Number(stream, "sample_rate") ?? 0;
        limits.CheckFormat(rate, channels, Text(stream, "channel_layout"));
        bool isLossless = codec is "flac" or "alac" or "wavpack" || (codec.StartsWith("pcm_", StringComparison.Ordinal) && !codec.EndsWith("law", StringComparison.Ordinal));
        if (Array.IndexOf(Codecs, codec) < 0 && !codec.StartsWith("pcm_", StringComparison.Ordinal))
        {
            throw new AudioFileException(AudioFault.Unsupported, $"its coding ({codec}) is not supported; convert it to WAV or FLAC first");
        }

        long bits = Number(stream, "bits_per_raw_sample") ?? Number(stream, "bits_per_sample") ?? 0;
        var texts = new List<KeyValuePair<string, string>>();
        TextTags.Merge(texts, TagsOf(stream));
        if (root.TryGetProperty("format", out JsonElement container))
        {
            TextTags.Merge(texts, TagsOf(container));
        }

        return new FfmpegProbe
        {
            Format = new AudioFormat
            {
                SampleRateHz = (int)rate,
                Channels = channels,
                Codec = codec,
                BitsPerSample = isLossless && bits > 0 ? (int)bits : null,
                IsLossy = !isLossless,
            },
            AnnouncedFrames = Announced(stream, rate),
            Tags = new AudioTags { Texts = texts },
        };
    }

    private static long? Announced(JsonElement stream, long rate)
    {
        string[] timeBase = (Text(stream, "time_base") ?? "").Split('/');
        if (Number(stream, "duration_ts") is not { } ticks || timeBase.Length != 2)
        {
            return null;
        }

        double seconds = ticks * double.Parse(timeBase[0], CultureInfo.InvariantCulture) / double.Parse(timeBase[1], CultureInfo.InvariantCulture);
        double frames = Math.Round(seconds * rate);
        return frames is >= 0 and < long.MaxValue ? (long)frames : null;
    }

    private static IEnumerable<KeyValuePair<string, string>> TagsOf(JsonElement element) =>
        element.TryGetProperty("tags", out JsonElement tags)
            ? tags.EnumerateObject().Select(tag => new KeyValuePair<string, string>(tag.Name, tag.Value.GetString() ?? ""))
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            return value.GetInt64();
        }

        return long.TryParse(value.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
