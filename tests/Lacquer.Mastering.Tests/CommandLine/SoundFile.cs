using Lacquer.Audio;
using Lacquer.Audio.Encoding;
using Lacquer.Audio.Tags;
using Lacquer.Dsp;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Whole sound files through the product's own readers and writers.</summary>
internal static class SoundFile
{
    public static AudioBuffer Read(string path) => Read(path, out _);

    public static AudioBuffer Read(string path, out int sampleRateHz)
    {
        using IAudioSource source = AudioFile.Open(path, new AudioLimits { MinSeconds = 0 }, TestContext.Current.CancellationToken);
        using IAudioReader reader = source.OpenReader();
        sampleRateHz = source.Format.SampleRateHz;
        var sound = new AudioBuffer(source.Format.Channels, (int)source.Frames);
        int done = 0;
        for (int read; done < sound.Frames && (read = reader.Read(sound.AsBlock(done, sound.Frames - done))) > 0; done += read)
        {
        }

        Assert.Equal(sound.Frames, done);
        return sound;
    }

    public static void Write(string path, AudioBuffer sound, int sampleRateHz, string container = "wav", string? bits = "32f") =>
        Write(path, sound.AsBlock(), sampleRateHz, container, bits);

    public static void Write(string path, AudioBlock sound, int sampleRateHz, string container, string? bits)
    {
        using IAudioWriter writer = AudioFileWriter.Create(
            path, OutputFormat.Parse(container, bits), sampleRateHz, sound.Channels, AudioTags.None, overwrite: false);
        writer.Write(sound);
        writer.Complete();
    }
}
