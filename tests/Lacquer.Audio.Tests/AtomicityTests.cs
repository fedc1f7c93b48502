using Lacquer.Audio.Encoding;
using Lacquer.Audio.Tags;
using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Audio.Tests;

public sealed class AtomicityTests
{
    private static readonly AudioBuffer Tone = Signals.Sine(440, 0.5, 44_100, 0.6);

    [Theory]
    [InlineData("wav")]
    [InlineData("aiff")]
    [InlineData("flac")]
    [InlineData("mp3")]
    public void Nothing_is_visible_before_completion_and_nothing_left_without_it(string container)
    {
        using var folder = new TempFolder();
        string path = folder.File("a." + container);
        using (IAudioWriter writer = Begin(path, container))
        {
            writer.Write(Tone.AsBlock());
            Assert.False(File.Exists(path));
            Assert.All(Directory.GetFiles(folder.Root), file => Assert.StartsWith(".", Path.GetFileName(file), StringComparison.Ordinal));
        }

        Assert.Empty(Directory.GetFiles(folder.Root));
        using (IAudioWriter writer = Begin(path, container))
        {
            writer.Write(Tone.AsBlock());
            writer.Complete();
        }

        Assert.Equal([path], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void An_existing_file_stays_unless_it_may_be_replaced()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.wav", [1, 2, 3]);
        Assert.Equal(AudioFault.OutputExists, Assert.Throws<AudioFileException>(() => Begin(path, "wav")).Fault);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        using (IAudioWriter writer = Begin(path, "wav", overwrite: true))
        {
            writer.Write(Tone.AsBlock());
            Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
            writer.Complete();
        }

        Assert.Equal(Tone.Frames, Sound.Read(path).Frames);
    }

    [Fact]
    public void A_file_that_appears_meanwhile_is_not_replaced()
    {
        using var folder = new TempFolder();
        string path = folder.File("a.wav");
        using IAudioWriter writer = Begin(path, "wav");
        writer.Write(Tone.AsBlock());
        folder.Write("a.wav", [1]);
        Assert.Equal(AudioFault.OutputExists, Assert.Throws<AudioFileException>(writer.Complete).Fault);
        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void Outputs_that_cannot_be_written_say_why()
    {
        using var folder = new TempFolder();
        AssertUnwritable(folder.File("missing/a.wav"), "does not exist");
        AssertUnwritable(folder.Root, "folder");
        if (!OperatingSystem.IsWindows())
        {
            AssertUnwritable("/dev/null", "device");
        }
    }

    [Fact]
    public void A_full_disk_is_named()
    {
        // /dev/full fails every write as a full disk does.
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        using var stream = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        IOException exception = Assert.Throws<IOException>(() => stream.Write([1]));
        AudioFileException fault = AtomicFile.Unwritable(exception);
        Assert.Equal(AudioFault.Unwritable, fault.Fault);
        Assert.Contains("disk is full", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_stays_a_link_to_the_new_file()
    {
        using var folder = new TempFolder();
        string real = folder.Write("real.wav", [1]);
        string link = folder.File("link.wav");
        File.CreateSymbolicLink(link, real);
        using (IAudioWriter writer = Begin(link, "wav", overwrite: true))
        {
            writer.Write(Tone.AsBlock());
            writer.Complete();
        }

        Assert.Equal(real, File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName);
        Assert.Equal(Tone.Frames, Sound.Read(real).Frames);
    }

    [Fact]
    public void A_file_past_the_limit_of_riff_becomes_rf64()
    {
        // The limit is lowered instead of writing 4 GiB.
        using var folder = new TempFolder();
        string path = folder.File("a.wav");
        using (var writer = new WaveWriter(AtomicFile.Create(path, false), new OutputFormat(), 44_100, 2, AudioTags.None, maxRiffBytes: 1_000))
        {
            writer.Write(Tone.AsBlock());
            writer.Complete();
        }

        Assert.True(File.ReadAllBytes(path).AsSpan().StartsWith("RF64"u8));
        Sound.Equal(Tone, Sound.Read(path), 0.5 / 8_388_608);
        Assert.Equal(8 * Tone.Frames, Sound.Ffmpeg("-i", path, "-f", "f32le", "-").Length);
    }

    [Fact]
    public void The_same_sound_gives_the_same_bytes_however_it_is_cut()
    {
        using var folder = new TempFolder();
        foreach ((string container, string? bits) in new (string, string?)[] { ("wav", "16"), ("wav", "24"), ("flac", "16"), ("mp3", null), ("ogg", null), ("m4a", null) })
        {
            AudioBuffer noise = Signals.WhiteNoise(0.8, 44_100, 0.9);
            var files = new List<byte[]>();
            foreach (int cut in (int[])[1_000, 64, 8_193, noise.Frames])
            {
                string path = folder.File($"{cut}.{bits}.{container}");
                using (IAudioWriter writer = AudioFileWriter.Create(path, OutputFormat.Parse(container, bits), 44_100, 2, AudioTags.None, false))
                {
                    for (int start = 0; start < noise.Frames; start += cut)
                    {
                        writer.Write(noise.AsBlock(start, Math.Min(cut, noise.Frames - start)));
                    }

                    writer.Complete();
                }

                files.Add(File.ReadAllBytes(path));
            }

            Assert.All(files, file => Assert.Equal(files[0], file));
        }
    }

    private static IAudioWriter Begin(string path, string container, bool overwrite = false) =>
        AudioFileWriter.Create(path, OutputFormat.Parse(container), 44_100, 2, AudioTags.None, overwrite);

    private static void AssertUnwritable(string path, string words)
    {
        AudioFileException exception = Assert.Throws<AudioFileException>(() => Begin(path, "wav", overwrite: true));
        Assert.Equal(AudioFault.Unwritable, exception.Fault);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }
}
