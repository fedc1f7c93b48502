using Lacquer.Audio.Tags;

namespace Lacquer.Audio.Encoding;

/// <summary>Creates sound files.</summary>
public static class AudioFileWriter
{
    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it will appear; its folder must exist.</param>
    /// <param name="format">Kind of file and precision.</param>
    /// <param name="sampleRateHz">A rate that the kind of file can carry: see <see cref="OutputFormat.NearestRate"/>.</param>
    /// <param name="channels">1 or 2.</param>
    /// <param name="tags">Metadata to carry over.</param>
    /// <param name="overwrite">Whether a file of that name may be replaced.</param>
    /// <returns>A writer; until it is completed there is only a hidden temporary file in the same folder.</returns>
    /// <exception cref="AudioFileException">The file exists, cannot be written, or ffmpeg is missing.</exception>
    /// <exception cref="ArgumentException">The format cannot carry this rate, precision or number of channels.</exception>
    public static IAudioWriter Create(string path, OutputFormat format, int sampleRateHz, int channels, AudioTags tags, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 2);
        if (format.Contradiction is { } contradiction)
        {
            throw new ArgumentException(contradiction, nameof(format));
        }

        if (format.NearestRate(sampleRateHz) != sampleRateHz)
        {
            throw new ArgumentException(
                $"{format.Container} cannot carry {sampleRateHz} Hz; the nearest is {format.NearestRate(sampleRateHz)} Hz.", nameof(sampleRateHz));
        }

        var file = AtomicFile.Create(path, overwrite);
        try
        {
            return format.Container switch
            {
                AudioContainer.Wav => new WaveWriter(file, format, sampleRateHz, channels, tags),
                AudioContainer.Aiff => new AiffWriter(file, format, sampleRateHz, channels, tags),
                _ => new FfmpegWriter(file, format, sampleRateHz, channels, tags),
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
