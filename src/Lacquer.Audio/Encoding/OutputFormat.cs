using Lacquer.Dsp;

namespace Lacquer.Audio.Encoding;

/// <summary>What to write: the kind of file and its precision.</summary>
public sealed record OutputFormat
{
    private static readonly int[] Mp3RatesHz = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

    private static readonly int[] AacRatesHz =
        [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000];

    /// <summary>Highest rate that libvorbis has a quality mode for, in Hz.</summary>
    private const int VorbisMaxRateHz = 192_000;

    /// <summary>Opus codes at 48 kHz and at nothing else. RFC 6716, section 2.</summary>
    private const int OpusRateHz = 48_000;

    /// <summary>The kind of file. Default WAV.</summary>
    public AudioContainer Container { get; init; } = AudioContainer.Wav;

    /// <summary>Precision of a lossless file; a lossy one ignores it. Default 24 bit. Float only in WAV and AIFF.</summary>
    public SampleFormat Samples { get; init; } = SampleFormat.Int24;

    /// <summary>
    /// Bit rate of a lossy file, in kbit/s, both channels together; null takes the default: MP3 320 constant, Opus and AAC 256, Vorbis by
    /// quality. Range 16 to 512.
    /// </summary>
    public int? BitRateKbps { get; init => field = value is null ? null : Require.InRange(value.Value, 16, 512, nameof(BitRateKbps)); }

    /// <summary>Seed of the dither. Default 1.</summary>
    public uint DitherSeed { get; init; } = 1;

    /// <summary>Whether 16-bit samples are dithered. Default true.</summary>
    public bool Dither { get; init; } = true;

    /// <summary>Whether the coding throws information away.</summary>
    public bool IsLossy => Container is AudioContainer.Mp3 or AudioContainer.Ogg or AudioContainer.Opus or AudioContainer.M4a;

    /// <summary>The usual file name extension with its dot.</summary>
    public string Extension => Container switch
    {
        AudioContainer.Flac => ".flac",
        AudioContainer.Mp3 => ".mp3",
        AudioContainer.Ogg => ".ogg",
        AudioContainer.Opus => ".opus",
        AudioContainer.Aiff => ".aiff",
        AudioContainer.M4a => ".m4a",
        _ => ".wav",
    };

    /// <summary>Reads the words of the command line.</summary>
    /// <param name="container">wav, flac, mp3, ogg, opus, aiff or m4a; also aif.</param>
    /// <param name="bits">16, 24 or 32f; null takes 24.</param>
    /// <exception cref="ArgumentException">An unknown word, or a precision that this kind of file does not have.</exception>
    public static OutputFormat Parse(string container, string? bits = null)
    {
        AudioContainer kind = container.ToLowerInvariant() switch
        {
            "wav" => AudioContainer.Wav,
            "flac" => AudioContainer.Flac,
            "mp3" => AudioContainer.Mp3,
            "ogg" => AudioContainer.Ogg,
            "opus" => AudioContainer.Opus,
            "aiff" or "aif" => AudioContainer.Aiff,
            "m4a" => AudioContainer.M4a,
            _ => throw new ArgumentException($"'{container}' is not a format; choose wav, flac, mp3, ogg, opus, aiff or m4a.", nameof(container)),
        };
        var format = new OutputFormat
        {
            Container = kind,
            Samples = bits switch
            {
                "16" => SampleFormat.Int16,
                "24" or null => SampleFormat.Int24,
                "32f" => SampleFormat.Float32,
                _ => throw new ArgumentException($"'{bits}' is not a precision; choose 16, 24 or 32f.", nameof(bits)),
            },
        };
        if (format.IsLossy && bits is not null)
        {
            throw new ArgumentException($"{container} is lossy and has no bits per sample; leave it out.", nameof(bits));
        }

        return format.Contradiction is { } contradiction ? throw new ArgumentException(contradiction, nameof(bits)) : format;
    }

    /// <summary>Why container and precision do not go together; null when they do.</summary>
    internal string? Contradiction => Samples == SampleFormat.Float32 && Container == AudioContainer.Flac
        ? "FLAC has no floating-point samples; choose 16 or 24 bits, or WAV or AIFF."
        : null;

    /// <summary>The rate nearest to the input's that this kind of file can carry.</summary>
    /// <param name="inputRateHz">The input's rate, in Hz.</param>
    /// <returns>
    /// The input's own rate where it is allowed; else the highest allowed rate of 44.1 kHz or more that divides it evenly; else the next
    /// higher allowed rate, which loses nothing; else the highest.
    /// </returns>
    public int NearestRate(int inputRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputRateHz, 1);
        if (Container == AudioContainer.Opus)
        {
            return OpusRateHz;
        }

        if (Container == AudioContainer.Ogg)
        {
            int divisor = (inputRateHz + VorbisMaxRateHz - 1) / VorbisMaxRateHz;
            return inputRateHz % divisor == 0 ? inputRateHz / divisor : VorbisMaxRateHz;
        }

        int[] rates = Container switch
        {
            AudioContainer.Mp3 => Mp3RatesHz,
            AudioContainer.M4a => AacRatesHz,
            _ => [inputRateHz],
        };
        if (Array.IndexOf(rates, inputRateHz) >= 0)
        {
            return inputRateHz;
        }

        int even = Array.FindLast(rates, rate => rate >= 44_100 && inputRateHz % rate == 0);
        int higher = Array.Find(rates, rate => rate > inputRateHz);
        return even > 0 ? even : higher > 0 ? higher : rates[^1];
    }
}
