using Lacquer.Dsp;

namespace Lacquer.Audio;

/// <summary>What a reader accepts. Files are hostile until they have been read: every limit holds while decoding, not after it.</summary>
public sealed record AudioLimits
{
    /// <summary>The product's own limits: 8 to 384 kHz, mono and stereo, half a second to twelve hours.</summary>
    public static readonly AudioLimits Default = new();

    /// <summary>Lowest sample rate, in Hz. Range 1 to 384 000, default 8 000.</summary>
    public int MinSampleRateHz { get; init => field = Require.InRange(value, 1, 384_000, nameof(MinSampleRateHz)); } = 8_000;

    /// <summary>Highest sample rate, in Hz. Range 8 000 to 384 000, default 384 000.</summary>
    public int MaxSampleRateHz { get; init => field = Require.InRange(value, 8_000, 384_000, nameof(MaxSampleRateHz)); } = 384_000;

    /// <summary>Most channels. Range 1 to 8, default 2.</summary>
    public int MaxChannels { get; init => field = Require.InRange(value, 1, 8, nameof(MaxChannels)); } = 2;

    /// <summary>Shortest sound, in seconds; 0 accepts a single frame. Range 0 to 3 600, default 0.5.</summary>
    public double MinSeconds { get; init => field = Require.InRange(value, 0, 3_600, nameof(MinSeconds)); } = 0.5;

    /// <summary>Longest sound, in seconds. Range 1 to 360 000, default 43 200 (twelve hours).</summary>
    public double MaxSeconds { get; init => field = Require.InRange(value, 1, 360_000, nameof(MaxSeconds)); } = 43_200;

    /// <summary>
    /// Most samples of all channels together: what a small file may unpack to (an hour of silence at 192 kHz is a FLAC of 0.8 MB). Range
    /// 8 000 to 2^37, default 2^37, more than <see cref="MaxSeconds"/> ever asks for.
    /// </summary>
    public long MaxSamples { get; init => field = (long)Require.InRange(value, 8_000, 1L << 37, nameof(MaxSamples)); } = 1L << 37;

    /// <summary>Most bytes of metadata kept in memory; what goes beyond is left out. Range 0 to 67 108 864, default 4 194 304.</summary>
    public int MaxTagBytes { get; init => field = Require.InRange(value, 0, 1 << 26, nameof(MaxTagBytes)); } = 4 << 20;

    /// <summary>Checks rate and number of channels.</summary>
    /// <exception cref="AudioFileException">Outside of the limits.</exception>
    internal void CheckFormat(long sampleRateHz, int channels, string? layout = null)
    {
        if (channels < 1)
        {
            throw new AudioFileException(AudioFault.Malformed, "its header says that it has no channels; export it again");
        }

        if (channels > MaxChannels)
        {
            string name = layout is { Length: > 0 } && !layout.EndsWith("channels", StringComparison.Ordinal) ? layout : LayoutName(channels);
            string shown = name.Length > 0 ? $"{name} ({channels} channels)" : $"{channels} channels";
            throw new AudioFileException(AudioFault.Unsupported, $"{shown} cannot be mastered; fold it down to stereo first");
        }

        if (sampleRateHz < MinSampleRateHz || sampleRateHz > MaxSampleRateHz)
        {
            throw new AudioFileException(
                AudioFault.Unsupported,
                $"a sample rate of {sampleRateHz} Hz is outside of {MinSampleRateHz} to {MaxSampleRateHz} Hz; convert it first");
        }
    }

    /// <summary>Checks the length of what is really there.</summary>
    /// <exception cref="AudioFileException">Empty, too short, cut off or too long.</exception>
    internal void CheckLength(long frames, long missingFrames, int sampleRateHz, int channels)
    {
        double seconds = frames / (double)sampleRateHz;
        CheckNotTooLong(frames, sampleRateHz, channels);

        if (frames > 0 && seconds >= MinSeconds)
        {
            return;
        }

        if (missingFrames > 0)
        {
            throw new AudioFileException(
                AudioFault.Truncated, $"the file is cut off: only {seconds:0.###} s of sound are left; get a whole copy");
        }

        throw frames == 0
            ? new AudioFileException(AudioFault.Empty, "the file holds no sound at all (0 frames); export it again")
            : new AudioFileException(AudioFault.TooShort, $"only {seconds:0.###} s long; at least {MinSeconds:0.###} s are needed");
    }

    /// <summary>Checks what has come so far against <see cref="MaxSeconds"/> and <see cref="MaxSamples"/>.</summary>
    /// <exception cref="AudioFileException">Too long.</exception>
    internal void CheckNotTooLong(long frames, int sampleRateHz, int channels)
    {
        if (frames > MaxSeconds * sampleRateHz)
        {
            throw new AudioFileException(AudioFault.LimitExceeded, $"longer than the limit of {Length(MaxSeconds)}; cut it into parts");
        }

        if (frames > MaxSamples / channels)
        {
            double seconds = (double)MaxSamples / channels / sampleRateHz;
            throw new AudioFileException(AudioFault.LimitExceeded, $"too much sound: at {sampleRateHz} Hz the limit is {Length(seconds)}; cut it into parts or convert it to a lower rate");
        }
    }

    private static string Length(double seconds) => seconds >= 3_600 ? $"{seconds / 3_600:0.##} hours" : $"{seconds / 60:0.#} minutes";

    private static string LayoutName(int channels) => channels switch
    {
        3 => "2.1",
        4 => "quad",
        5 => "5.0",
        6 => "5.1",
        7 => "6.1",
        8 => "7.1",
        _ => "",
    };
}
