using Lacquer.Audio;
using Lacquer.Audio.Encoding;
using Lacquer.Audio.Tags;
using Lacquer.Dsp;

namespace Lacquer.Mastering.Evaluation;

/// <summary>A short piece of sound in memory, and as a file.</summary>
internal sealed class SoundClip(AudioBuffer buffer, int sampleRateHz)
{
    private const double LongestSeconds = 120; // what evaluation cuts out is far shorter

    /// <summary>The samples.</summary>
    public AudioBuffer Buffer => buffer;

    /// <summary>The rate.</summary>
    public int SampleRateHz => sampleRateHz;

    /// <summary>The loudest stretch of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shortTermLufs">Its short-term loudness once a second.</param>
    /// <param name="seconds">How long; a shorter file is taken whole.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AudioFileException">The file cannot be used.</exception>
    public static SoundClip Loudest(string path, IReadOnlyList<double> shortTermLufs, double seconds, CancellationToken cancel)
    {
        using IAudioSource source = AudioFile.Open(path, AudioLimits.Default, cancel);
        return Loudest(source, shortTermLufs, seconds);
    }

    /// <summary>The loudest stretch of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="shortTermLufs">Its short-term loudness once a second.</param>
    /// <param name="seconds">How long; a shorter one is taken whole.</param>
    public static SoundClip Loudest(IAudioSource source, IReadOnlyList<double> shortTermLufs, double seconds)
    {
        int rateHz = source.Format.SampleRateHz;
        long frames = Math.Min(source.Frames, (long)(seconds * rateHz));
        long start = Math.Min(source.Frames - frames, LoudestSecond(shortTermLufs, (int)seconds) * rateHz);
        return Read(source, start, frames);
    }

    /// <summary>A whole short file.</summary>
    /// <exception cref="AudioFileException">The file cannot be used, or is no clip.</exception>
    public static SoundClip Of(string path, CancellationToken cancel)
    {
        using IAudioSource source = AudioFile.Open(path, AudioLimits.Default, cancel);
        return source.Frames <= LongestSeconds * source.Format.SampleRateHz
            ? Read(source, 0, source.Frames)
            : throw new AudioFileException(AudioFault.LimitExceeded, $"{path} is longer than {LongestSeconds:0} s.");
    }

    /// <summary>Another one with the same samples, to be changed.</summary>
    public SoundClip Copy()
    {
        var copy = new AudioBuffer(buffer.Channels, buffer.Frames);
        buffer.AsBlock().CopyTo(copy.AsBlock());
        return new SoundClip(copy, sampleRateHz);
    }

    /// <summary>Writes it with floating-point samples: nothing is rounded, nothing clipped.</summary>
    /// <exception cref="AudioFileException">It cannot be written.</exception>
    public void Write(string path)
    {
        using IAudioWriter writer = AudioFileWriter.Create(path, new OutputFormat { Samples = SampleFormat.Float32 }, sampleRateHz, buffer.Channels, AudioTags.None, overwrite: true);
        writer.Write(buffer.AsBlock());
        writer.Complete();
    }

    /// <summary>The second at which so many seconds of most energy begin.</summary>
    private static long LoudestSecond(IReadOnlyList<double> shortTermLufs, int seconds)
    {
        double[] power = [.. shortTermLufs.Select(lufs => Math.Pow(10, 0.1 * lufs))]; // entry i is heard from second i on, for three
        int windows = Math.Max(1, seconds - 2);
        long best = 0;
        double most = -1;
        for (int start = 0; start + windows <= power.Length; start++)
        {
            double sum = power.AsSpan(start, windows).ToArray().Sum();
            (best, most) = sum > most ? (start, sum) : (best, most);
        }

        return best;
    }

    private static SoundClip Read(IAudioSource source, long start, long frames)
    {
        const int BlockFrames = 16_384;
        using IAudioReader reader = source.OpenReader();
        var block = new AudioBuffer(source.Format.Channels, BlockFrames);
        for (long skipped = 0; skipped < start;)
        {
            int read = reader.Read(block.AsBlock(0, (int)Math.Min(BlockFrames, start - skipped)));
            if (read == 0)
            {
                break;
            }

            skipped += read;
        }

        var buffer = new AudioBuffer(source.Format.Channels, (int)frames);
        for (int filled = 0; filled < buffer.Frames;)
        {
            int read = reader.Read(buffer.AsBlock(filled, Math.Min(BlockFrames, buffer.Frames - filled)));
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return new SoundClip(buffer, source.Format.SampleRateHz);
    }
}
