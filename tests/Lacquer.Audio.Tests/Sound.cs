using System.Diagnostics;
using Lacquer.Audio.Encoding;
using Lacquer.Audio.Tags;
using Lacquer.Dsp;

namespace Lacquer.Audio.Tests;

/// <summary>Writes and reads whole files, by Lacquer and by ffmpeg.</summary>
internal static class Sound
{
    public static readonly AudioLimits AnyLength = new() { MinSeconds = 0 };

    public static void Write(string path, OutputFormat format, int sampleRateHz, AudioBuffer sound, AudioTags? tags = null)
    {
        using IAudioWriter writer = AudioFileWriter.Create(path, format, sampleRateHz, sound.Channels, tags ?? AudioTags.None, overwrite: false);
        writer.Write(sound.AsBlock());
        writer.Complete();
    }

    public static AudioBuffer Read(string path, AudioLimits? limits = null)
    {
        using IAudioSource source = AudioFile.Open(path, limits ?? AnyLength, CancellationToken.None);
        return Read(source);
    }

    public static AudioBuffer Read(IAudioSource source, int blockFrames = 1_000)
    {
        using IAudioReader reader = source.OpenReader();
        return Read(reader, source.Format.Channels, source.Frames, blockFrames);
    }

    public static AudioBuffer Read(IAudioReader reader, int channels, long frames, int blockFrames = 1_000)
    {
        var sound = new AudioBuffer(channels, (int)frames);
        var block = new AudioBuffer(channels, blockFrames);
        int done = 0;
        for (int read; (read = reader.Read(block.AsBlock())) > 0; done += read)
        {
            block.AsBlock(0, read).CopyTo(sound.AsBlock(done, read));
        }

        Assert.Equal(frames, done);
        return sound;
    }

    public static void Equal(AudioBuffer expected, AudioBuffer actual, double tolerance = 0)
    {
        Assert.Equal(expected.Channels, actual.Channels);
        Assert.Equal(expected.Frames, actual.Frames);
        for (int c = 0; c < expected.Channels; c++)
        {
            for (int n = 0; n < expected.Frames; n++)
            {
                double error = Math.Abs(expected.Channel(c)[n] - actual.Channel(c)[n]);
                Assert.True(error <= tolerance, $"channel {c}, frame {n}: {expected.Channel(c)[n]} and {actual.Channel(c)[n]}");
            }
        }
    }

    /// <summary>Runs ffmpeg; returns what it writes to standard output.</summary>
    public static byte[] Ffmpeg(params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("ffmpeg did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.ToArray();
    }

    public static AudioFault Fault(string path, AudioLimits? limits = null) => Failure(path, limits).Fault;

    public static AudioFileException Failure(string path, AudioLimits? limits = null)
    {
        var exception = Assert.Throws<AudioFileException>(() => Read(path, limits));
        Assert.DoesNotContain('\n', exception.Message);
        Assert.DoesNotContain(Path.GetFileName(path), exception.Message, StringComparison.Ordinal);
        return exception;
    }
}
